import { type Sentence, brand, sayBrand, time, usd } from './phrases.ts'

/** The network, its brands and their reserves. */
export const network: Record<string, Sentence> = {
  NoticeTooShort: ({ notice, minimum }) => [
    `A notice of ${notice} seconds is shorter than the ${minimum} this chain must have.`,
    'Only a local chain (31337) may have a shorter one.',
  ],
  NoticeTooLong: ({ notice, maximum }) => [
    `A notice of ${notice} seconds is longer than the ${maximum} allowed.`,
    'Choose a shorter one.',
  ],
  BadStablecoin: ({ decimals }) => [
    `The stablecoin has ${decimals} decimals, not 6.`,
    'Choose a coin that counts in millionths.',
  ],
  UnknownBrand: ({ brandId }) => [`There is no brand ${brandId}.`, '`points brand list` shows them.'],
  BadBrandCode: ({ code }) => [`"${code}" is no brand code.`, 'Use 3 to 20 of a-z, 0-9 and "-".'],
  BadBrandName: ({ name, symbol }) => [
    `"${name}" (${symbol}) cannot name a brand.`,
    'Name and symbol have 1 to 31 bytes each.',
  ],
  BrandCodeTaken: ({ code }) => [`A brand "${code}" exists already.`, 'Choose another code.'],
  NetworkPaused: ({ until }) => [
    `The network is paused until ${time(until)}.`,
    'Redeeming, transferring and unlocking work meanwhile; try again after that.',
  ],
  NetworkNotPaused: () => ['The network is not paused.', 'There is nothing to lift.'],
  PauseTooLong: ({ asked, available }) => [
    `A pause of ${asked} seconds is more than the ${available} left in these 14 days.`,
    'Pause for less.',
  ],
  CauseNotActive: ({ causeId }) => [
    `Cause ${causeId} accepts no donations.`,
    '`points cause list` shows the ones that do.',
  ],
  NothingToWithdraw: () => ['There is nothing to withdraw.', 'Nothing was moved.'],
  WithdrawalPending: ({ brandId, closesAt }) => [
    `${sayBrand(brandId)} has a withdrawal under way until ${time(closesAt)}.`,
    'Execute it or cancel it first: `points brand withdraw`.',
  ],
  NoWithdrawal: ({ brandId }) => [
    `${sayBrand(brandId)} has requested no withdrawal.`,
    'Request one: `points brand withdraw CODE --request AMOUNT`.',
  ],
  WithdrawalNotOpen: ({ opensAt, closesAt }) => [
    `The withdrawal can be executed from ${time(opensAt)} to ${time(closesAt)}.`,
    'Come back then; after that, request it again.',
  ],
  CutPending: ({ brandId }) => [
    `${sayBrand(brandId)} has announced a cut; its reserve stays until that is in effect.`,
    'Wait for it, or cancel the announcement.',
  ],
  AlreadyWindingDown: ({ brandId }) => [
    `${sayBrand(brandId)} is winding down already.`,
    '`points brand show` says until when.',
  ],
  RemainderNotDue: ({ brandId, remainderAt }) => [
    BigInt(remainderAt as bigint) === 0n
      ? `${sayBrand(brandId)} is not winding down.`
      : `The remainder of ${brand(brandId)} is due on ${time(remainderAt)}.`,
    'It can be taken 90 days after the wind-down.',
  ],
  NotEnoughGas: ({ index, needed }) => [
    `Intent ${index} needs ${needed} gas and less was left.`,
    'Send fewer intents at once, or more gas.',
  ],
  StablecoinShort: ({ held, accounted }) => [
    `The hub holds ${usd(held)} but accounts for ${usd(accounted)}.`,
    'The stablecoin moved money away from the hub; stop and tell the operator.',
  ],
}

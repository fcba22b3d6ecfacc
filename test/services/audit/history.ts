import { concatHex, decodeEventLog, keccak256, numberToHex, toEventSelector, toHex } from 'viem'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimAddressOf } from '../../../chain/claims/claim-address.ts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { signIntent } from '../../../chain/intents/sign-intent.ts'
import type { Intent, IntentMessages } from '../../../chain/intents/intent.ts'
import type { Verb } from '../../../chain/intents/typed-data.ts'
import { devStablecoinAbi } from '../../../chain/generated/abis.ts'
import { causeRegistryAbi, clearingHubAbi, NOTICE, pointsTokenAbi } from './chain.ts'
import type { Chain, Sent } from './chain.ts'
import { present } from '../../../scripts/audit/present.ts'

const DAY = 86_400
const USD = 1_000_000n
const WHOLE = 10n ** 18n
const MINTER = 2
const RATE_SETTER = 4
const TREASURER = 8
const FOREVER = 1n << 60n

/** Who is who, by account number. Brand n's owner is account n, its minter account n + 3. */
export const members = [10, 11, 12, 13, 14] as const
const [ANN, BEN, CLEO, DAN, EVE] = members
const PAYOUT = 18
export const ALBA = 1
export const BORA = 2
export const CORA = 3
const minterOf = (brandId: number): number => brandId + 3

export const claimKey = privateKeyToAccount(keccak256(toHex('claim key of the audit tests')))

type Credit = { member: Address; points: bigint }

function packCredits(credits: readonly Credit[]): Hex[] {
  return credits
    .map(({ member, points }) => concatHex([member.toLowerCase() as Hex, numberToHex(points, { size: 12 })]))
    .sort()
}

export type Batch = {
  sequence: bigint
  mintedAt: number
  epoch: number
  life: number
  returnWindow: number
  credits: Hex[]
}

export type Verbs = {
  hub: (from: number, name: string, ...args: unknown[]) => Promise<Sent>
  token: (brandId: number, from: number, name: string, ...args: unknown[]) => Promise<Sent>
  registry: (from: number, name: string, ...args: unknown[]) => Promise<Sent>
  member: (index: number) => Address
  mint: (brandId: number, credits: readonly Credit[], life: number) => Promise<Batch>
  reverse: (brandId: number, batch: Batch, items: readonly { member: Address; total: bigint }[]) => Promise<Sent>
  deposit: (brandId: number, amount: bigint) => Promise<void>
  pay: (
    from: number,
    brandId: number,
    order: string,
    legs: readonly (readonly [number, bigint])[],
  ) => Promise<Sent & { reference: Hex }>
  refund: (sent: Sent & { reference: Hex }, share: bigint) => Promise<Sent>
  intent: <verb extends Verb>(
    account: number,
    verb: verb,
    message: Omit<IntentMessages[verb], 'member' | 'deadline'>,
  ) => Promise<Intent>
}

const PAID = present(clearingHubAbi.find((item) => item.type === 'event' && item.name === 'Paid'))

/** Short names for what members and brands do. */
export function verbsOf(chain: Chain): Verbs {
  const hub: Verbs['hub'] = (from, name, ...args) => chain.send(from, chain.hub, clearingHubAbi, name, args)
  const token: Verbs['token'] = (brandId, from, name, ...args) =>
    chain.send(from, chain.tokenOf(brandId), pointsTokenAbi, name, args)
  const member = (index: number): Address => present(chain.accounts[index]).address
  const sequences = new Map<number, bigint>()
  return {
    hub,
    token,
    member,
    registry: (from, name, ...args) => chain.send(from, chain.registry, causeRegistryAbi, name, args),
    mint: async (brandId, list, life) => {
      const sequence = (sequences.get(brandId) ?? 0n) + 1n
      const credits = packCredits(list)
      const returnWindow = 90 * DAY
      const { time } = await token(
        brandId,
        minterOf(brandId),
        'mintBatch',
        sequence,
        credits,
        keccak256('0x'),
        returnWindow,
      )
      sequences.set(brandId, sequence)
      return { sequence, mintedAt: time, epoch: Math.floor(time / (180 * DAY)), life, returnWindow, credits }
    },
    reverse: (brandId, batch, items) => {
      const runHashes = [keccak256(concatHex(batch.credits))]
      const reversals = items.map(({ member: address, total }) => {
        return {
          position: BigInt(batch.credits.findIndex((credit) => credit.startsWith(address.toLowerCase()))),
          total,
        }
      })
      return token(brandId, minterOf(brandId), 'reverse', [{ run: { ...batch, index: 0n, runHashes }, reversals }])
    },
    deposit: async (brandId, amount) => {
      await chain.send(brandId, chain.coin, devStablecoinAbi, 'mint', [member(brandId), amount])
      await chain.send(brandId, chain.coin, devStablecoinAbi, 'approve', [chain.hub, amount])
      await hub(brandId, 'deposit', brandId, amount)
    },
    pay: async (from, brandId, order, legs) => {
      const reference = keccak256(toHex(order))
      const spent = legs.map(([id, points]) => ({ brandId: id, points }))
      return { ...(await hub(from, 'pay', brandId, reference, spent, 0n, FOREVER)), reference }
    },
    refund: async ({ receipt, time, reference }, share) => {
      const selector = toEventSelector(PAID)
      const log = present(receipt.logs.find((one) => one.topics[0] === selector))
      const { args } = decodeEventLog({ abi: clearingHubAbi, eventName: 'Paid', topics: log.topics, data: log.data })
      const payment = { ...args, orderReference: reference, paidAt: BigInt(time) }
      return hub(minterOf(args.brandId), 'refundPay', payment, share)
    },
    intent: async (account, verb, message) => {
      const domain = { name: 'openpoints', version: '1', chainId: 31_337, verifyingContract: chain.hub }
      const whole = { ...message, member: member(account), deadline: FOREVER }
      return signIntent(present(chain.accounts[account]), { domain, verb, message: whole as never })
    },
  }
}

export async function foundBrands(v: Verbs): Promise<void> {
  const found = async (id: number, code: string, terms: readonly number[], never: boolean) => {
    const [rate, spreadBps, promisePercent, life] = terms
    await v.hub(0, 'admit', code, v.member(id))
    await v.hub(id, 'createBrand', code, code, code.toUpperCase(), { rate, spreadBps, promisePercent, life }, never)
    await v.token(id, id, 'setRoles', v.member(minterOf(id)), MINTER)
    await v.token(id, id, 'setQuotas', v.member(minterOf(id)), 10_000_000_00n, 1_000_000_00n)
    await v.token(id, id, 'setQuotas', v.member(minterOf(id)), 20_000_000_00n, 500_000_00n)
    await v.token(id, id, 'setClaimQuota', 1_000_000_00n)
  }
  await found(ALBA, 'alba', [1_000_000, 100, 100, 2], false)
  await found(BORA, 'bora', [400_000, 0, 50, 1], false)
  await found(CORA, 'cora', [2_000_000, 25, 20, 5], true)
  await v.token(ALBA, ALBA, 'setRoles', v.member(19), RATE_SETTER | TREASURER)
  await v.token(ALBA, ALBA, 'setRoles', v.member(19), 0)
  for (const id of [ALBA, BORA, CORA]) await v.deposit(id, 5_000n * USD)
}

export async function foundCauses(chain: Chain, v: Verbs): Promise<void> {
  const hash = keccak256(toHex('about the cause'))
  await v.registry(0, 'addCause', 'Clean Rivers', 'DE-1234', v.member(PAYOUT), hash)
  await v.registry(0, 'addCause', 'Open Books', 'DE-5678', v.member(17), hash)
  await v.registry(0, 'setActive', 2, false)
  await v.registry(0, 'setActive', 2, true)
  await v.registry(0, 'proposePayout', 1, v.member(16))
  await v.registry(PAYOUT, 'cancelPayoutProposal', 1)
  await v.registry(17, 'changePayout', 2, v.member(16))
  await v.registry(0, 'proposePayout', 2, v.member(17))
  await chain.travel(14 * DAY)
  await v.registry(0, 'applyPayout', 2)
}

async function earnAndSwap(v: Verbs, claimAddress: Address): Promise<{ first: Batch; second: Batch; claimed: Batch }> {
  const give = (points: bigint) => members.map((index) => ({ member: v.member(index), points }))
  const first = await v.mint(ALBA, [...give(1_000_00n), { member: claimAddress, points: 300_00n }], 2)
  const second = await v.mint(ALBA, [{ member: v.member(ANN), points: 77_77n }], 2)
  const claimed = await v.mint(ALBA, [{ member: claimAddress, points: 50_00n }], 2)
  await v.mint(BORA, give(2_000_00n), 1)
  await v.mint(CORA, give(400_00n), 5)
  await v.hub(ANN, 'swap', ALBA, BORA, 123_45n, 0n, FOREVER)
  await v.hub(ANN, 'swap', BORA, ALBA, 700_01n, 0n, FOREVER)
  await v.hub(BEN, 'swap', ALBA, CORA, 99_99n, 0n, FOREVER)
  await v.hub(BEN, 'swap', CORA, ALBA, 450_00n - 30_00n, 0n, FOREVER)
  await v.hub(CLEO, 'swap', CORA, BORA, 10_07n, 0n, FOREVER)
  await v.hub(CLEO, 'donate', BORA, 1, 321_00n, 0n, FOREVER)
  await v.hub(DAN, 'donate', CORA, 1, 11_11n, 0n, FOREVER)
  await v.token(ALBA, DAN, 'redeem', 20_00n, keccak256(toHex('till 7')))
  await v.token(ALBA, DAN, 'transfer', v.member(EVE), 500_00n)
  await v.token(CORA, DAN, 'transfer', v.member(EVE), 1_23n)
  await v.token(ALBA, DAN, 'transfer', v.member(DAN), 1_00n)
  await v.token(ALBA, DAN, 'transfer', v.member(EVE), 0n)
  return { first, second, claimed }
}

async function claimAndReverse(
  chain: Chain,
  v: Verbs,
  claimAddress: Address,
  batches: { first: Batch; second: Batch; claimed: Batch },
): Promise<void> {
  const domain = { name: 'openpoints', version: '1', chainId: 31_337, verifyingContract: chain.hub }
  const to = v.member(BEN)
  const signature = await signClaim(claimKey, { domain, brandId: ALBA, to })
  await v.hub(0, 'claim', ALBA, claimKey.address, to, signature)
  await v.reverse(ALBA, batches.first, [
    { member: v.member(ANN), total: 100_00n },
    { member: claimAddress, total: 40_00n },
  ])
  await v.reverse(ALBA, batches.first, [{ member: v.member(ANN), total: 150_00n }])
  // Asked again: nothing happens. Asked of a member who has spent almost everything: short.
  await v.reverse(ALBA, batches.first, [{ member: v.member(ANN), total: 150_00n }])
  await v.token(ALBA, DAN, 'transfer', v.member(EVE), 475_00n)
  await v.reverse(ALBA, batches.first, [{ member: v.member(DAN), total: 900_00n }])
  await v.reverse(ALBA, batches.second, [{ member: v.member(ANN), total: 77_77n }])
}

async function payAndRefund(v: Verbs): Promise<void> {
  const paid = await v.pay(EVE, BORA, 'order 1', [
    [ALBA, 250_00n],
    [BORA, 100_01n],
    [CORA, 33_33n],
  ])
  await v.refund(paid, WHOLE / 3n)
  await v.refund(paid, WHOLE)
  await v.refund(paid, WHOLE)
  const other = await v.pay(EVE, ALBA, 'order 1', [[CORA, 5_00n]])
  await v.refund(other, WHOLE / 2n)
  await v.pay(EVE, CORA, 'order 2', [[CORA, 5_00n]])
}

async function submitIntents(chain: Chain, v: Verbs): Promise<void> {
  const reference = keccak256(toHex('order by intent'))
  const intents = [
    await v.intent(CLEO, 'Swap', { fromBrandId: ALBA, toBrandId: CORA, points: 12_00n, minPointsOut: 0n, nonce: 0n }),
    await v.intent(CLEO, 'Donate', { brandId: ALBA, causeId: 2, points: 3_00n, minValue: 0n, nonce: 2n }),
    await v.intent(CLEO, 'Pay', {
      brandId: ALBA,
      orderReference: reference,
      legs: [{ brandId: BORA, points: 9_00n }],
      minValue: 0n,
      nonce: 1n,
    }),
    await v.intent(CLEO, 'Redeem', { brandId: CORA, points: 2_00n, orderReference: reference, nonce: 5n }),
    await v.intent(CLEO, 'Transfer', { brandId: BORA, to: v.member(DAN), points: 8_00n, nonce: 6n }),
    // Its nonce is used: it fails, and stops no other.
    await v.intent(CLEO, 'Redeem', { brandId: CORA, points: 2_00n, orderReference: reference, nonce: 5n }),
    await v.intent(CLEO, 'Lock', { unlockDelay: 3_600, nonce: 7n }),
    await v.intent(CLEO, 'CancelNonces', { newBase: 40n, nonce: 8n }),
    await v.intent(CLEO, 'Unlock', { nonce: 41n }),
  ]
  await v.hub(0, 'execute', intents)
  await v.hub(DAN, 'cancelNonces', 64n)
  await v.hub(DAN, 'lock', 7 * DAY)
  await v.hub(DAN, 'unlock')
  await chain.travel(2 * 3_600)
}

async function changeTerms(chain: Chain, v: Verbs): Promise<void> {
  const most = FOREVER
  await v.token(ALBA, ALBA, 'announceTerms', { rate: 1_200_000, spreadBps: 50, promisePercent: 90, life: 3 }, most)
  await v.hub(EVE, 'swap', BORA, ALBA, 60_00n, 0n, FOREVER)
  await v.token(BORA, BORA, 'announceTerms', { rate: 320_000, spreadBps: 0, promisePercent: 50, life: 1 }, most)
  await v.token(BORA, BORA, 'cancelTerms')
  await v.token(CORA, CORA, 'setEntrance', false)
  await v.token(CORA, CORA, 'setEntrance', true)
  await v.token(CORA, CORA, 'setEntranceFor', ALBA, false)
  await v.token(CORA, CORA, 'setEntranceFor', BORA, false)
  await v.token(CORA, CORA, 'setEntranceFor', BORA, true)
  await v.hub(CORA, 'requestWithdrawal', CORA, 1_000n * USD)
  await v.hub(BORA, 'requestWithdrawal', BORA, 10n * USD)
  await v.hub(BORA, 'cancelWithdrawal', BORA)
  await chain.travel(NOTICE)
  await v.hub(0, 'pause', 7_200n)
  await v.hub(0, 'unpause')
  await v.hub(0, 'pause', 3_600n)
  await chain.travel(3_700)
  await v.hub(CORA, 'withdraw', CORA)
  await v.hub(EVE, 'swap', BORA, ALBA, 60_00n, 0n, FOREVER)
  await v.mint(ALBA, [{ member: v.member(ANN), points: 10_00n }], 3)
}

async function age(chain: Chain, v: Verbs): Promise<void> {
  // To the last days of the next epoch, where points of life 1 are about to die, and over its end.
  const epochLength = 180 * DAY
  const now = await chain.time()
  const end = (Math.floor(now / epochLength) + 2) * epochLength
  await chain.travel(end - now - 5 * DAY)
  const paid = await v.pay(DAN, ALBA, 'old points', [
    [BORA, 500_00n],
    [CORA, 1_00n],
  ])
  const own = await v.pay(EVE, BORA, 'old own points', [[BORA, 50_00n]])
  await chain.travel(6 * DAY)
  await v.refund(paid, WHOLE / 2n)
  await v.refund(own, WHOLE / 2n)
  await v.mint(
    BORA,
    [
      { member: v.member(ANN), points: 1_00n },
      { member: v.member(CLEO), points: 2_00n },
    ],
    1,
  )
  await v.token(BORA, 0, 'sweep', [v.member(DAN), v.member(BEN)])
  await v.hub(CLEO, 'swap', ALBA, BORA, 5_00n, 0n, FOREVER)
  await v.refund(paid, WHOLE)
  await chain.travel(epochLength)
  await v.token(ALBA, EVE, 'transfer', v.member(ANN), 0n)
  await v.hub(BEN, 'swap', CORA, ALBA, 5_00n, 0n, FOREVER)
}

async function leave(chain: Chain, v: Verbs): Promise<void> {
  await v.hub(PAYOUT, 'withdrawCause', 1)
  await v.token(BORA, BORA, 'announceTerms', { rate: 300_000, spreadBps: 0, promisePercent: 60, life: 1 }, FOREVER)
  await v.hub(BORA, 'windDown', BORA)
  await v.hub(CLEO, 'donate', BORA, 1, 1_00n, 0n, FOREVER)
  await chain.travel(91 * DAY)
  await v.hub(BORA, 'withdrawRemainder', BORA)
}

export type History = { chain: Chain; claimAddress: Address; beforeAging: number; beforeLeaving: number }

/** A history in which every event happens. */
export async function makeHistory(chain: Chain): Promise<History> {
  const v = verbsOf(chain)
  const claimAddress = claimAddressOf({ brandId: ALBA, claimKey: claimKey.address }).toLowerCase() as Address
  await foundBrands(v)
  await foundCauses(chain, v)
  const batches = await earnAndSwap(v, claimAddress)
  await claimAndReverse(chain, v, claimAddress, batches)
  await payAndRefund(v)
  await submitIntents(chain, v)
  await changeTerms(chain, v)
  const beforeAging = await chain.block()
  await age(chain, v)
  const beforeLeaving = await chain.block()
  await leave(chain, v)
  return { chain, claimAddress, beforeAging, beforeLeaving }
}

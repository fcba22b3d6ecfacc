import { type Sentence, brand, points, sayBrand, time, usd } from './phrases.ts'

/** A brand's terms. */
export const terms: Record<string, Sentence> = {
  TermsOutOfBounds: ({ brandId }) => [
    `The terms announced for ${brand(brandId)} are out of bounds.`,
    'A rate moves by at most a quarter at once; spread at most 10.23 %; promise 5 to 100 % in steps of 5; life 1 to 5 epochs, never shorter than now.',
  ],
  TermsUnchanged: ({ brandId }) => [
    `The announced terms of ${brand(brandId)} are the ones in effect.`,
    'Change at least one of them.',
  ],
  AnnouncementPending: ({ brandId, effectiveAt }) => [
    `${sayBrand(brandId)} has already announced terms; they take effect on ${time(effectiveAt)}.`,
    'Wait until then, or cancel them with `points brand cancel`.',
  ],
  NothingAnnounced: ({ brandId }) => [
    `${sayBrand(brandId)} has announced nothing.`,
    '`points brand show` has its terms.',
  ],
  RiseCannotBeCancelled: ({ brandId }) => [
    `The announcement of ${brand(brandId)} raises rate, promise or life, so it cannot be cancelled.`,
    'Let it take effect, then announce the old terms again.',
  ],
  SupplyAboveMaximum: ({ brandId, supply, maxSupply }) => [
    `${sayBrand(brandId)} has ${points(supply)} in circulation, more than the ${points(maxSupply)} the announcement allows for.`,
    'Look at the brand again and announce with a higher --max-supply.',
  ],
  CoverBelowPromise: ({ brandId, reserve, needed }) => [
    `The reserve of ${brand(brandId)} would be ${usd(reserve)}, but its promise needs ${usd(needed)}.`,
    'Add to the reserve with `points brand fund` and try again.',
  ],
  BrandWindingDown: ({ brandId }) => [
    `${sayBrand(brandId)} is winding down.`,
    'Its points can still be spent, donated or swapped away.',
  ],
}

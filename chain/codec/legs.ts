/** Points of one brand in a payment. */
export interface Leg {
  brandId: number
  points: bigint
}

/** Legs in the order the contract wants: ascending by brand. */
export function sortLegs(legs: readonly Leg[]): Leg[] {
  return legs.toSorted((a, b) => a.brandId - b.brandId)
}

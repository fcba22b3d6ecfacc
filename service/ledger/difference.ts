/** Two places that ought to say the same and do not. Amounts in 0.01 point. */
export type Difference = {
  /** What disagrees, in words. */
  what: string
  /** Of which order, member or batch. */
  of: string
  expected: string
  found: string
}

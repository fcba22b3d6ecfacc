/** Invariants as numbered in docs/invariants.md, in the auditor's words. */
export const INVARIANTS: readonly { number: number; title: string }[] = [
  {
    number: 1,
    title: 'Reserves and cause credits together are what the hub accounts for, and the stablecoin is there',
  },
  { number: 2, title: 'A swap leaves the sum of all reserves unchanged' },
  { number: 3, title: 'The lots of all members are the supply' },
  { number: 4, title: 'No mint, exit, refund or withdrawal brings cover below the promise' },
  { number: 5, title: 'No member action raises the value of what a member holds at constant terms' },
  { number: 6, title: 'Points come only from a batch in sequence, from settled value, or from a refund' },
  { number: 7, title: 'Terms change only at the announced time, after the notice' },
  { number: 8, title: 'The rate into a brand is never below the rate out of it' },
  { number: 9, title: 'A reserve falls only by settlement, refund, its own matured withdrawal, or the remainder' },
  { number: 10, title: 'Each sequence number, nonce and order reference serves once' },
  { number: 11, title: 'Ageing raises no balance, and no point outlives what it came from' },
  { number: 12, title: 'No packed field overflows' },
  { number: 13, title: 'Everyone can leave' },
]

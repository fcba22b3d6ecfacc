import { pointsDown, type Rate } from './rate.ts'

export type EarnedRun = {
  /** Points the order earns by this run. */
  earned: bigint
  /** Of these, what repays the member's debt. */
  repaid: bigint
  /** The rest, which is minted. */
  credited: bigint
}

/** A run of an order's lines was read to its end: the order earns by its whole value, less what it earned so far. */
export function earnRun(order: { original: bigint; earned: bigint }, debt: bigint, rate: Rate): EarnedRun {
  const due = pointsDown(order.original, rate) - order.earned
  const earned = due > 0n ? due : 0n
  const repaid = earned < debt ? earned : debt
  return { earned, repaid, credited: earned - repaid }
}

import type { SkipReason } from '../../loyalty/line-rule.ts'

/** What the lines of a file came to; points in 0.01 point, values in 10^-6 of the file's currency. */
export class ImportCounts {
  orders = 0
  lines = 0
  returns = 0
  members = 0
  /** Lines that were new: sold or returned. */
  added = 0
  alreadyImported = 0
  readonly skipped: Partial<Record<SkipReason, number>> = {}
  fileValue = 0n
  alreadyValue = 0n
  skippedValue = 0n

  skip(reason: SkipReason, value: bigint): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1
    this.skippedValue += value
  }
}

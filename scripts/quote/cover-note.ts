import { valueAtParDown } from '../../chain/codec/rate.ts'

export interface CoverNoteParameters {
  points: bigint
  rate: bigint
  /** What leaving gives, in µ. */
  value: bigint
}

/** Says so where a brand below full cover pays less than its rate; undefined where it pays in full. */
export function coverNote({ points, rate, value }: CoverNoteParameters): string | undefined {
  const par = valueAtParDown(points, rate)
  if (value >= par) return undefined
  const tenths = (value * 1000n) / par
  return `below full cover: the reserve pays ${tenths / 10n}.${tenths % 10n} % of the rate, to everyone alike`
}

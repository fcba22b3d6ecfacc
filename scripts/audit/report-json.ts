import { formatMoney, formatPoints } from './format-amounts.ts'
import type { AuditReport } from './report.ts'
import type { Schedule } from './schedule.ts'

function mapAmounts(book: Record<string, unknown>, format: (amount: bigint) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(book).map(([name, value]) => [name, typeof value === 'bigint' ? format(value) : value]),
  )
}

function brandJson(brand: Schedule): unknown {
  return {
    ...brand,
    points: mapAmounts(brand.points, formatPoints),
    reserve: mapAmounts(brand.reserve, formatMoney),
    liability: formatMoney(brand.liability),
    coverBps: brand.coverBps?.toString() ?? null,
    promisePercent: Number(brand.promisePercent),
    shortPoints: formatPoints(brand.shortPoints),
  }
}

/** The report as plain JSON: points and money as decimal strings; findings in 0.01 point and µ, as the chain counts. */
export function reportJson(report: AuditReport): unknown {
  return {
    ...mapAmounts(report, formatMoney),
    brands: report.brands.map(brandJson),
    causes: report.causes.map((cause) => mapAmounts(cause, formatMoney)),
  }
}

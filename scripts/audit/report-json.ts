import { formatMoney, formatPoints } from './format-amounts.ts'
import type { TermsEntry } from './ledger.ts'
import type { AuditReport } from './report.ts'
import type { Schedule } from './schedule.ts'

function mapAmounts(book: Record<string, unknown>, format: (amount: bigint) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(book).map(([name, value]) => [name, typeof value === 'bigint' ? format(value) : value]),
  )
}

function isoTime(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(seconds * 1_000).toISOString()
}

/** Rates as the chain counts them: nano-USD per 0.01 point. */
function termsJson({ terms, announcedAt, effectiveAt, cancelledAt }: TermsEntry): unknown {
  const { rate, spreadBps, promisePercent, life } = terms
  return {
    ...{ rate: rate.toString(), spreadBps: Number(spreadBps), promisePercent: Number(promisePercent), life },
    ...{ announcedAt: isoTime(announcedAt), effectiveAt: isoTime(effectiveAt), cancelledAt: isoTime(cancelledAt) },
  }
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
    terms: brand.terms.map(termsJson),
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

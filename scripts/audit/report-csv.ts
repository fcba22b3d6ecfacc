import { formatMoney, formatPercent, formatPoints } from './format-amounts.ts'
import { MOVEMENTS, RESERVE_MOVEMENTS } from './ledger.ts'
import type { AuditReport } from './report.ts'

const POINTS = ['opening', ...MOVEMENTS, 'closing', 'live', 'notSwept'] as const
const RESERVE = ['opening', ...RESERVE_MOVEMENTS, 'closing'] as const

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The movement schedules, one line a brand: its points, then its reserve. Codes are `[a-z0-9-]`: nothing to quote. */
export function reportCsv({ block, from, brands }: AuditReport): string {
  const header = [
    ...['brand_id', 'code', 'from_block', 'block'],
    ...POINTS.map((name) => `points_${snake(name)}`),
    ...RESERVE.map((name) => `reserve_${snake(name)}`),
    ...['liability', 'cover', 'promise'],
  ]
  const rows = brands.map((brand) => [
    ...[brand.brandId, brand.code, from, block],
    ...POINTS.map((name) => formatPoints(brand.points[name])),
    ...RESERVE.map((name) => formatMoney(brand.reserve[name])),
    formatMoney(brand.liability),
    brand.coverBps === null ? '' : formatPercent(brand.coverBps),
    `${brand.promisePercent} %`,
  ])
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('')
}

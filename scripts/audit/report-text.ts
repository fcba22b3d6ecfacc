import type { Finding } from './findings.ts'
import { formatMoney, formatPercent, formatPoints } from './format-amounts.ts'
import { MOVEMENTS, RESERVE_MOVEMENTS } from './ledger.ts'
import type { AuditReport } from './report.ts'
import type { Schedule } from './schedule.ts'
import { present } from './present.ts'

const MOST_SHOWN = 50
const BRANDS_ACROSS = 5

/** `swappedIn` → `swapped in`. */
function label(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Rows of cells, the first column at the left, all others at the right. */
function formatRows(rows: readonly (readonly string[])[]): string {
  const widths = present(rows[0]).map((_, column) => Math.max(...rows.map((row) => present(row[column]).length)))
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(present(widths[i])) : cell.padStart(present(widths[i])))).join('  '),
    )
    .map((line) => `  ${line.trimEnd()}\n`)
    .join('')
}

function pointRows(brands: readonly Schedule[]): string[][] {
  const names = ['opening', ...MOVEMENTS, 'closing'] as const
  const rows = names.map((name) => [label(name), ...brands.map(({ points }) => formatPoints(points[name]))])
  rows.push(['of it expired, not swept', ...brands.map(({ points }) => formatPoints(points.notSwept))])
  return [['points', ...brands.map(({ code }) => code)], ...rows]
}

function reserveRows(brands: readonly Schedule[]): string[][] {
  const names = ['opening', ...RESERVE_MOVEMENTS, 'closing'] as const
  const rows = names.map((name) => [label(name), ...brands.map(({ reserve }) => formatMoney(reserve[name]))])
  rows.push(['liability', ...brands.map(({ liability }) => formatMoney(liability))])
  rows.push(['cover', ...brands.map(({ coverBps }) => (coverBps === null ? '–' : formatPercent(coverBps)))])
  rows.push(['promise', ...brands.map(({ promisePercent }) => `${promisePercent}.00 %`)])
  return [['reserve, USD', ...brands.map(({ code }) => code)], ...rows]
}

function schedules(brands: readonly Schedule[]): string {
  let text = ''
  for (let start = 0; start < brands.length; start += BRANDS_ACROSS) {
    const part = brands.slice(start, start + BRANDS_ACROSS)
    text += `\n${formatRows(pointRows(part))}\n${formatRows(reserveRows(part))}`
  }
  return text
}

function causes(report: AuditReport): string {
  if (report.causes.length === 0) return ''
  const rows = report.causes.map((cause) => {
    return [`${cause.id} ${cause.name}`, ...[cause.donated, cause.paid, cause.credit].map(formatMoney)]
  })
  return `\n${formatRows([['cause, USD', 'donated', 'paid', 'credit'], ...rows])}`
}

function invariants(report: AuditReport): string {
  const lines = report.invariants.map(({ number, title, disagreements }) => {
    const verdict = disagreements === 0 ? 'holds' : `${disagreements} disagreement${disagreements === 1 ? '' : 's'}`
    return `  ${number === 0 ? '  ' : String(number).padStart(2)}  ${title}: ${verdict}\n`
  })
  return `\nInvariants (docs/invariants.md)\n${lines.join('')}`
}

/** One disagreement in a line or two. */
export function describeFinding(finding: Finding): string {
  const place = finding.tx
    ? `block ${finding.block}, tx ${finding.tx}, log ${finding.index}`
    : `state at block ${finding.block}`
  const rule = finding.invariant === 0 ? '' : ` [invariant ${finding.invariant}]`
  return `  ${finding.what}${rule}: ${finding.where}\n    expected ${finding.expected}, found ${finding.found} (${place})\n`
}

function findings(report: AuditReport): string {
  if (report.agrees) return ''
  const shown = report.findings.slice(0, MOST_SHOWN)
  const rest = report.disagreements - shown.length
  const more =
    rest > 0 ? `  … and ${rest} more${report.findings.length > MOST_SHOWN ? '; --json lists up to 1,000' : ''}\n` : ''
  return `\nDisagreements, in 0.01 point and µ as the chain counts\n${shown.map(describeFinding).join('')}${more}`
}

/** The report for people. */
export function reportText(report: AuditReport): string {
  const { seconds } = report
  const verdict = report.agrees
    ? 'Agrees: every number follows from the logs alone, and is what the contracts hold.'
    : `DISAGREES: ${report.disagreements} number${report.disagreements === 1 ? '' : 's'} named above.`
  return [
    `Audit of hub ${report.hub} on chain ${report.chainId} at block ${report.block} (${report.time})\n`,
    `${report.events} events replayed, ${report.compared} numbers compared, ${seconds.total.toFixed(1)} s, `,
    `${report.eventsPerSecond} events/s\n`,
    schedules(report.brands),
    causes(report),
    `\nNetwork, USD: reserves ${formatMoney(report.reserves)} + cause credits ${formatMoney(report.causeCredits)}`,
    ` = ${formatMoney(report.accounted)}, held ${formatMoney(report.held)}\n`,
    invariants(report),
    findings(report),
    `\n${verdict}\n`,
  ].join('')
}

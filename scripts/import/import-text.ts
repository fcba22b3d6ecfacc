import { formatEther } from 'viem'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import type { ImportNeeds } from '../../service/import/import-needs.ts'
import type { ImportReport } from '../../service/import/import-report.ts'
import { type Facts, formatFacts } from '../cli/facts.ts'
import { formatTable } from '../cli/table.ts'

/** What an import will need, beside what is there. */
export function formatNeeds(needs: ImportNeeds, report: ImportReport): string {
  const { mintQuota, clawbackQuota, reserve, gas } = needs
  const rows = [
    { what: 'mint quota (points)', needed: formatPoints(mintQuota.needed), there: formatPoints(mintQuota.available) },
    {
      what: 'clawback quota (points)',
      needed: formatPoints(clawbackQuota.needed),
      there: formatPoints(clawbackQuota.available),
    },
    { what: 'reserve (USD)', needed: formatMoney(reserve.needed), there: formatMoney(reserve.available) },
    { what: 'gas money (ETH, at most)', needed: formatEther(gas.needed), there: formatEther(gas.available) },
  ]
  const summary = `${report.lines} lines: ${report.orders} orders and ${report.returns} returned lines of ${report.members} members`
  return `${summary}.\nThis mints ${formatPoints(needs.points)} points in ${report.batches} batches. It needs:\n${formatTable(rows, { right: ['needed', 'there'] })}`
}

export function needsForMachines({ points, mintQuota, clawbackQuota, reserve, gas, problems }: ImportNeeds) {
  const both = (each: { needed: bigint; available: bigint }, format: (amount: bigint) => string) => {
    return { needed: format(each.needed), available: format(each.available) }
  }
  return {
    points: formatPoints(points),
    mintQuota: both(mintQuota, formatPoints),
    clawbackQuota: both(clawbackQuota, formatPoints),
    reserve: both(reserve, formatMoney),
    gas: { units: gas.units.toString(), ...both(gas, formatEther) },
    problems: problems.map((problem) => problem.sentence),
  }
}

export type ReportState = { resumed: boolean; sent: boolean; dryRun: boolean }

export function formatReport(report: ImportReport, { resumed, sent, dryRun }: ReportState): string {
  const { skipped, ...counts } = report
  const reasons = Object.entries(skipped).map(([reason, count]) => [`skipped: ${reason}`, String(count)])
  const shown = Object.entries(counts).map(([name, value]) => [name, String(value)])
  const facts = Object.fromEntries([...shown, ...reasons]) as Facts
  return `${headline(report, { resumed, sent, dryRun })}\n${formatFacts(facts, '  ')}`
}

function headline(report: ImportReport, { resumed, sent, dryRun }: ReportState): string {
  if (resumed) return 'The interrupted import of this file is finished.'
  if (dryRun) return 'Dry run: nothing was kept or sent.'
  if (sent) return 'Imported.'
  return report.alreadyImported > 0 ? 'Nothing new: every line was imported before.' : 'Nothing was imported.'
}

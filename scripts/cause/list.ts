import type { Command } from 'commander'
import type { Cause } from '../../chain/actions/getCause.ts'
import { listCauses } from '../../chain/actions/listCauses.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatTime } from '../../chain/codec/time.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'

export function registerCauseList(cause: Command, io: Io): void {
  const command = withReadOptions(cause.command('list').description('List the causes and what each may withdraw.'))
  withExample(command, 'points cause list')
  command.action(async (options: ReadOptions) => {
    const { client } = await openSession(io, options)
    const causes = (await listCauses(client)).map(describeCause)
    printAnswer(io, options, causes, () => {
      if (causes.length === 0) return 'No causes yet. The operator adds them: points cause add\n'
      const rows = causes.map(({ causeId, name, registration, active, creditUsd, payout, proposedPayout }) => ({
        id: String(causeId),
        name,
        registration,
        donations: active ? 'open' : 'closed',
        'credit USD': creditUsd,
        payout: proposedPayout
          ? `${payout} (proposed: ${proposedPayout.payout} from ${proposedPayout.applicableAt})`
          : payout,
      }))
      return formatTable(rows, { right: ['id', 'credit USD'] })
    })
  })
}

function describeCause({ causeId, name, registration, active, credit, payout, metadataHash, proposed }: Cause) {
  const proposedPayout = proposed ? { payout: proposed.payout, applicableAt: formatTime(proposed.applicableAt) } : null
  return { causeId, name, registration, active, creditUsd: formatMoney(credit), payout, proposedPayout, metadataHash }
}

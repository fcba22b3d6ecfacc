import { type Command, Option } from 'commander'
import { getLock } from '../../chain/actions/getLock.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode } from '../cli/arguments.ts'
import { formatDuration } from '../cli/duration.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { accountOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'
import { readHoldings } from './holdings.ts'

export function registerBalance(member: Command, io: Io): void {
  const command = member
    .command('balance')
    .description('Show what a member has of every brand, what it is worth on leaving, and when it expires.')
    .argument('<member>', 'address or key name')
    .addOption(new Option('--brand <code>', 'of this brand only').argParser(parseCode))
  withReadOptions(command)
  withExample(command, 'points member balance ann')
  command.action(async (who: string, options: ReadOptions & { brand?: string }) => {
    const session = await openSession(io, options)
    const account = await accountOf(session, who)
    const [holdings, lock] = await Promise.all([
      readHoldings(session, account, options.brand),
      getLock(session.client, { member: account }),
    ])
    const unlockAt = lock?.unlockAt === undefined ? null : formatTime(lock.unlockAt)
    const locked = lock ? { unlockDelay: formatDuration(lock.unlockDelay), unlockAt } : null
    printAnswer(io, options, { member: account, locked, brands: holdings }, () => {
      const head = formatFacts({
        member: account,
        locked: lock ? (unlockAt === null ? 'yes' : `until ${unlockAt}`) : 'no',
      })
      if (holdings.length === 0) return `${head}\nNo points.\n`
      return `${head}\n${formatTable(holdings.flatMap(rowsOf), { right: ['points', 'worth USD'] })}`
    })
  })
}

type Holding = Awaited<ReturnType<typeof readHoldings>>[number]

function rowsOf({ brand, points, worthUsd, lots }: Holding): Record<string, string>[] {
  const rows = lots.map((lot) => ({
    brand: '',
    points: lot.points,
    'worth USD': '',
    expires: lot.expiresAt ?? 'never',
  }))
  const [first] = rows
  if (rows.length === 1 && first) return [{ ...first, brand, 'worth USD': worthUsd ?? '–' }]
  return [{ brand, points, 'worth USD': worthUsd ?? '–', expires: '' }, ...rows]
}

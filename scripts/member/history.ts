import { type Command, Option } from 'commander'
import { getMemberHistory } from '../../chain/actions/getMemberHistory.ts'
import { listBrands } from '../../chain/actions/listBrands.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode } from '../cli/arguments.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { accountOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'

export function registerHistory(member: Command, io: Io): void {
  const command = member
    .command('history')
    .description("Show every movement of a member's points, oldest first, from the chain's logs.")
    .argument('<member>', 'address or key name')
    .addOption(new Option('--brand <code>', 'of this brand only').argParser(parseCode))
  withReadOptions(command)
  withExample(command, 'points member history ann')
  command.action(async (who: string, options: ReadOptions & { brand?: string }) => {
    const session = await openSession(io, options)
    const account = await accountOf(session, who)
    const { client, hubBlock: fromBlock } = session
    const brands = await listBrands(client, { fromBlock })
    const codes = new Map(brands.map(({ brandId, code }) => [brandId, code]))
    const history = await getMemberHistory(client, { member: account, fromBlock })
    const shown = history
      .map(({ at, kind, brandId, points, detail, block, transactionHash }) => ({
        time: formatTime(at),
        what: kind,
        brand: codes.get(brandId) ?? String(brandId),
        points: `${points > 0n ? '+' : ''}${formatPoints(points)}`,
        detail,
        block: block.toString(),
        transaction: transactionHash,
      }))
      .filter(({ brand }) => options.brand === undefined || brand === options.brand)
    printAnswer(
      io,
      options,
      {
        member: account,
        movements: shown.map(({ points, ...rest }) => ({ ...rest, points: points.replace('+', '') })),
      },
      () => {
        if (shown.length === 0) return `${account} has no history.\n`
        const rows = shown.map(({ time, what, brand, points, detail }) => ({ time, what, brand, points, detail }))
        return formatTable(rows, { right: ['points'] })
      },
    )
  })
}

import { type Command, Option } from 'commander'
import { zeroAddress } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getQuote } from '../../chain/actions/getQuote.ts'
import { getQuoteValue } from '../../chain/actions/getQuoteValue.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatRate } from '../../chain/codec/rate.ts'
import { coverPercentDown } from '../brand/cover.ts'
import { parseCode, parsePoints } from '../cli/arguments.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'

export function registerQuote(program: Command, io: Io): void {
  const command = program
    .command('quote')
    .summary('Tell what points are worth, or what a swap gives')
    .description('Tell what points of a brand are worth on leaving it, and with a second brand what a swap gives, all included.')
    .argument('<points>', 'how many', parsePoints)
    .argument('<from>', 'code of the brand they are of', parseCode)
    .argument('[to]', 'code of the brand to swap to', parseCode)
    .addOption(new Option('--member <who>', 'for this member (its expired points are burnt first)'))
  withReadOptions(command)
  withExample(command, 'points quote 10 cafe air')
  command.action(async (points: bigint, from: string, to: string | undefined, options: ReadOptions & { member?: string }) => {
    const session = await openSession(io, options)
    const { client } = session
    const member = options.member === undefined ? zeroAddress : await accountOf(session, options.member)
    const fromBrandId = await brandIdOf(session, from)
    const { reserve, supply, terms } = await getBrand(client, { brandId: fromBrandId })
    const cover = coverPercentDown({ reserve, supply, rate: terms.rate })
    const facts = { from, pointsIn: formatPoints(points), usdPerPoint: formatRate(terms.rate), coverPercent: cover }
    if (to === undefined) {
      const value = await getQuoteValue(client, { brandId: fromBrandId, points, member })
      return printFacts(io, options, { ...facts, valueUsd: formatMoney(value) })
    }
    const toBrandId = await brandIdOf(session, to)
    const { pointsOut, value } = await getQuote(client, { fromBrandId, toBrandId, points, member })
    printFacts(io, options, { ...facts, valueUsd: formatMoney(value), to, pointsOut: formatPoints(pointsOut) })
  })
}

import type { Command } from 'commander'
import type { Address } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getEntrance } from '../../chain/actions/getEntrance.ts'
import { getQuote } from '../../chain/actions/getQuote.ts'
import { getQuoteForAnyone } from '../../chain/actions/getQuoteForAnyone.ts'
import { getQuoteValue } from '../../chain/actions/getQuoteValue.ts'
import type { ReadClient } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatRate } from '../../chain/codec/rate.ts'
import { coverPercentDown } from '../../service/status/cover.ts'
import { parseCode, parsePoints } from '../cli/arguments.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { coverNote } from './cover-note.ts'

export function registerQuote(program: Command, io: Io): void {
  const command = program
    .command('quote')
    .summary('Tell what points are worth, or what a swap gives')
    .description(
      'Tell what points of a brand are worth on leaving it, and with a second brand what a swap gives, all included.',
    )
    .argument('<points>', 'how many', parsePoints)
    .argument('<from>', 'code of the brand they are of', parseCode)
    .argument('[to]', 'code of the brand to swap to', parseCode)
    .option('--member <who>', 'for this member, who must have them (expired ones are burnt first)')
  withReadOptions(command)
  withExample(command, 'points quote 10 cafe air')
  command.action(
    async (points: bigint, from: string, to: string | undefined, options: ReadOptions & { member?: string }) => {
      const session = await openSession(io, options)
      const { client } = session
      const member = options.member === undefined ? undefined : await accountOf(session, options.member)
      const fromBrandId = await brandIdOf(session, from)
      const toBrandId = to === undefined ? undefined : await brandIdOf(session, to)
      const { reserve, supply, terms } = await getBrand(client, { brandId: fromBrandId })
      const { value, pointsOut } = await quoteOf(client, { fromBrandId, toBrandId, points, member })
      const accepted = toBrandId === undefined ? undefined : await isAccepted(client, fromBrandId, toBrandId)
      printFacts(io, options, {
        from,
        pointsIn: formatPoints(points),
        usdPerPoint: formatRate(terms.rate),
        coverPercent: coverPercentDown({ reserve, supply, rate: terms.rate }),
        valueUsd: formatMoney(value),
        note: coverNote({ points, rate: terms.rate, value }),
        to,
        pointsOut: pointsOut === undefined ? undefined : formatPoints(pointsOut),
        accepted,
      })
    },
  )
}

interface QuoteRequest {
  fromBrandId: number
  toBrandId: number | undefined
  points: bigint
  member: Address | undefined
}

async function quoteOf(client: ReadClient, { fromBrandId, toBrandId, points, member }: QuoteRequest) {
  if (member === undefined) return getQuoteForAnyone(client, { fromBrandId, toBrandId, points })
  if (toBrandId !== undefined) return getQuote(client, { fromBrandId, toBrandId, points, member })
  return { value: await getQuoteValue(client, { brandId: fromBrandId, points, member }), pointsOut: undefined }
}

async function isAccepted(client: ReadClient, fromBrandId: number, brandId: number): Promise<boolean> {
  const { now } = await getChainTime(client)
  return getEntrance(client, { brandId, fromBrandId, now })
}

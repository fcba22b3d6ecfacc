import { type Command, Option } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getQuote } from '../../chain/actions/getQuote.ts'
import { swapPoints } from '../../chain/actions/swapPoints.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseCode, parsePoints } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import { deadlineOf } from '../cli/deadline.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { coverNote } from '../quote/cover-note.ts'

interface SwapOptions extends SendOptions {
  minPoints?: bigint
}

export function registerSwap(program: Command, io: Io): void {
  const command = program
    .command('swap')
    .summary("Swap points of one brand for another brand's")
    .description("Swap points of one brand for another brand's, at the quoted amount or not at all.")
    .argument('<points>', 'how many', parsePoints)
    .argument('<from>', 'code of the brand they are of', parseCode)
    .argument('<to>', 'code of the other brand', parseCode)
    .addOption(
      new Option('--min-points <points>', 'least points to accept (default: the quote)').argParser(parsePoints),
    )
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points swap 10 cafe air --as ann')
  command.action(async (points: bigint, from: string, to: string, options: SwapOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const [fromBrandId, toBrandId] = await Promise.all([brandIdOf(session, from), brandIdOf(session, to)])
    const member = client.account.address
    const quote = await getQuote(client, { fromBrandId, toBrandId, points, member })
    const { terms } = await getBrand(client, { brandId: fromBrandId })
    const minPointsOut = options.minPoints ?? quote.pointsOut
    const deadline = await deadlineOf(client)
    const plan = {
      title: `Swap ${formatPoints(points)} points of ${from} for ${formatPoints(quote.pointsOut)} of ${to}`,
      facts: {
        member,
        from,
        to,
        pointsIn: formatPoints(points),
        valueUsd: formatMoney(quote.value),
        note: coverNote({ points, rate: terms.rate, value: quote.value }),
        pointsQuoted: formatPoints(quote.pointsOut),
        minPoints: formatPoints(minPointsOut),
      },
      steps: [
        {
          what: `swap ${from} to ${to}`,
          call: swapPoints(client, { fromBrandId, toBrandId, points, minPointsOut, deadline }),
        },
      ],
      outcome: (receipts: Parameters<typeof hubEventsOf>[0]) => {
        const [swapped] = hubEventsOf(receipts, 'Swapped')
        return { pointsOut: swapped ? formatPoints(swapped.args.pointsOut) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

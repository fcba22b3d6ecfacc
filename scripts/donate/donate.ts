import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { donatePoints } from '../../chain/actions/donatePoints.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getCause } from '../../chain/actions/getCause.ts'
import { getQuoteValue } from '../../chain/actions/getQuoteValue.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseCode, parseId, parsePoints } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import { deadlineOf } from '../cli/deadline.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { coverNote } from '../quote/cover-note.ts'

export function registerDonate(program: Command, io: Io): void {
  const command = program
    .command('donate')
    .summary('Give points to a cause')
    .description('Give points to a cause. It is credited with their value in the stablecoin and withdraws that.')
    .argument('<points>', 'how many', parsePoints)
    .argument('<brand>', 'code of the brand they are of', parseCode)
    .argument('<cause>', 'number of the cause', parseId)
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points donate 5 cafe 1 --as ann')
  command.action(async (points: bigint, code: string, causeId: number, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const member = client.account.address
    const cause = await getCause(client, { causeId })
    const { terms } = await getBrand(client, { brandId })
    const minValue = await getQuoteValue(client, { brandId, points, member })
    const call = donatePoints(client, { brandId, causeId, points, minValue, deadline: await deadlineOf(client) })
    const plan = {
      title: `Donate ${formatPoints(points)} points of ${code} to ${cause.name}`,
      facts: {
        member,
        brand: code,
        causeId,
        cause: cause.name,
        points: formatPoints(points),
        valueQuotedUsd: formatMoney(minValue),
        note: coverNote({ points, rate: terms.rate, value: minValue }),
      },
      steps: [{ what: `donate to ${cause.name}`, call }],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const [donated] = hubEventsOf(receipts, 'Donated')
        return { valueUsd: donated ? formatMoney(donated.args.value) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getQuoteValue } from '../../chain/actions/getQuoteValue.ts'
import { payWithPoints } from '../../chain/actions/payWithPoints.ts'
import type { WriteClient } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import { deadlineOf } from '../cli/deadline.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { type NamedLeg, parseLeg } from './legs.ts'

export function registerPay(program: Command, io: Io): void {
  const command = program
    .command('pay')
    .summary("Pay an order at a brand's till with points of any brands")
    .description("Pay an order at a brand's till with points of up to 8 brands, all or nothing.")
    .argument('<till>', 'code of the brand that is paid', parseCode)
    .argument('<order>', "the till's order reference: any text, or 0x and 64 hexadecimal digits")
    .argument('<brand:points...>', 'points to spend', parseLeg)
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points pay cafe order-17 cafe:5 air:12.50 --as ann')
  command.action(async (till: string, order: string, named: NamedLeg[], options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, till)
    const legs = await Promise.all(
      named.map(async ({ code, points }) => ({ brandId: await brandIdOf(session, code), points })),
    )
    const values = await Promise.all(legs.map((leg) => valueOf(client, { ...leg, till: brandId })))
    const minValue = values.reduce((sum, value) => sum + value, 0n)
    const orderReference = orderReferenceOf(order)
    const deadline = await deadlineOf(client)
    const plan = {
      title: `Pay ${order} at ${till}`,
      facts: {
        member: client.account.address,
        till,
        orderReference,
        points: named.map(({ code, points }, index) => {
          return { brand: code, points: formatPoints(points), valueUsd: formatMoney(values[index] ?? 0n) }
        }),
        valueQuotedUsd: formatMoney(minValue),
      },
      steps: [
        { what: `pay at ${till}`, call: payWithPoints(client, { brandId, orderReference, legs, minValue, deadline }) },
      ],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const [paid] = hubEventsOf(receipts, 'Paid')
        return { valueUsd: paid ? formatMoney(paid.args.value) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

/** The till's own points count at par; others at what leaving their brand gives. */
async function valueOf(client: WriteClient, leg: { brandId: number; points: bigint; till: number }): Promise<bigint> {
  const { brandId, points, till } = leg
  if (brandId !== till) return getQuoteValue(client, { brandId, points, member: client.account.address })
  const { terms } = await getBrand(client, { brandId })
  return valueAtParDown(points, terms.rate)
}

import type { Command } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { redeemPoints } from '../../chain/actions/redeemPoints.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { parseCode, parsePoints } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerRedeem(program: Command, io: Io): void {
  const command = program
    .command('redeem')
    .summary('Spend points at the brand that issued them')
    .description(
      'Spend points at the brand that issued them. They are burnt; the reserve behind them stays with the brand.',
    )
    .argument('<points>', 'how many', parsePoints)
    .argument('<brand>', 'code of the brand', parseCode)
    .argument('<order>', "the till's order reference: any text, or 0x and 64 hexadecimal digits")
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points redeem 20 cafe order-18 --as ann')
  command.action(async (points: bigint, code: string, order: string, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const { terms } = await getBrand(client, { brandId })
    const orderReference = orderReferenceOf(order)
    const plan = {
      title: `Redeem ${formatPoints(points)} points at ${code}`,
      facts: {
        member: client.account.address,
        brand: code,
        orderReference,
        points: formatPoints(points),
        parValueUsd: formatMoney(valueAtParDown(points, terms.rate)),
      },
      steps: [{ what: `redeem at ${code}`, call: await redeemPoints(client, { brandId, points, orderReference }) }],
    }
    await carryOut(io, client, plan, options)
  })
}

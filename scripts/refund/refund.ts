import { type Command, Option } from 'commander'
import type { TransactionReceipt } from 'viem'
import { findPayment } from '../../chain/actions/findPayment.ts'
import { refundPayment } from '../../chain/actions/refundPayment.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { WHOLE_SHARE, formatShare } from '../../chain/codec/share.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { recordByHand } from '../access/record-by-hand.ts'
import { parseCode, parseShare } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

interface RefundOptions extends SendOptions {
  member: string
  percent?: bigint
}

export function registerRefund(program: Command, io: Io): void {
  const command = program
    .command('refund')
    .summary('Refund a payment made with points, in part or in full')
    .description(
      'Refund a payment made with points. The percentage is cumulative: 40 and then 100 gives back 40, then the other 60.',
    )
    .argument('<till>', 'code of the brand that was paid', parseCode)
    .argument('<order>', 'order reference of the payment, as given to pay')
    .requiredOption('--member <who>', 'who paid: address or key name')
    .addOption(
      new Option('--percent <percent>', 'share to have given back in total (default: 100)').argParser(parseShare),
    )
  withSendOptions(command, { signer: "a minter of the till's brand" })
  withExample(command, 'points refund cafe order-17 --member ann --percent 50 --as cafe-minter')
  command.action(async (till: string, order: string, options: RefundOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const [brandId, member] = await Promise.all([brandIdOf(session, till), accountOf(session, options.member)])
    const orderReference = orderReferenceOf(order)
    const share = options.percent ?? WHOLE_SHARE
    const payment = await findPayment(client, { brandId, member, orderReference, fromBlock: session.hubBlock })
    const value = payment.legs.reduce((sum, leg) => sum + leg.value, 0n)
    const facts = {
      till,
      member,
      orderReference,
      paidAt: formatTime(payment.paidAt),
      paidUsd: formatMoney(value),
      refundedBeforePercent: formatShare(payment.share),
      refundedPercent: formatShare(share),
    }
    const call = refundPayment(client, { payment, share })
    const steps = share > payment.share ? [{ what: `refund ${order}`, call }] : []
    const outcome = async (receipts: readonly TransactionReceipt[]) => {
      const detail = { share: formatShare(share), transaction: receipts[0]?.transactionHash ?? null }
      await recordByHand(io, session, {
        ...{ brandId, code: till, act: 'payment.refund', subject: orderReference, detail },
      })
      return refundOutcome(receipts)
    }
    await carryOut(io, client, { title: `Refund ${order} at ${till}`, facts, steps, outcome }, options)
  })
}

/** What went back, leg by leg; nothing where the share was refunded before. */
function refundOutcome(receipts: readonly TransactionReceipt[]) {
  const [refunded] = hubEventsOf(receipts, 'PaymentRefunded')
  const legs = refunded?.args.legs ?? []
  return {
    refunded: refunded !== undefined,
    legs: legs.map(({ brandId, points, value, lapsed }) => {
      return { brandId, points: formatPoints(points), valueUsd: formatMoney(value), lapsedUsd: formatMoney(lapsed) }
    }),
  }
}

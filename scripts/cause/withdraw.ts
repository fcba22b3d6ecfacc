import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { getCause } from '../../chain/actions/getCause.ts'
import { withdrawCause } from '../../chain/actions/withdrawCause.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseId } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerCauseWithdraw(cause: Command, io: Io): void {
  const command = cause
    .command('withdraw')
    .description("Pay a cause's whole credit to its payout address, in the stablecoin.")
    .argument('<cause>', 'number of the cause', parseId)
  withSendOptions(command, { signer: "the cause's payout address" })
  withExample(command, 'points cause withdraw 1 --as river-watch')
  command.action(async (causeId: number, options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const { name, credit, payout } = await getCause(client, { causeId })
    const plan = {
      title: `Withdraw the credit of ${name}`,
      facts: { causeId, name, creditUsd: formatMoney(credit), payout },
      steps: [{ what: `pay ${name}`, call: withdrawCause(client, { causeId }) }],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const [paid] = hubEventsOf(receipts, 'CausePaid')
        return { paidUsd: paid ? formatMoney(paid.args.amount) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

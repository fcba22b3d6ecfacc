import type { Command } from 'commander'
import { applyPayout } from '../../chain/actions/applyPayout.ts'
import { cancelPayoutProposal } from '../../chain/actions/cancelPayoutProposal.ts'
import { changePayout } from '../../chain/actions/changePayout.ts'
import { getCause } from '../../chain/actions/getCause.ts'
import { proposePayout } from '../../chain/actions/proposePayout.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { WriteClient } from '../../chain/client.ts'
import { parseId } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf } from '../cli/resolve.ts'
import { type Session, openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

interface PayoutOptions extends SendOptions {
  change?: string
  propose?: string
  cancel?: boolean
  apply?: boolean
}

export function registerCausePayout(cause: Command, io: Io): void {
  const command = cause
    .command('payout')
    .description(
      "Change where a cause's money goes: the cause at once, the operator after 14 days, which the cause may cancel.",
    )
    .argument('<cause>', 'number of the cause', parseId)
    .option('--change <who>', 'the cause itself: another address, at once')
    .option('--propose <who>', 'the operator: another address, in 14 days')
    .option('--cancel', "the cause: drop the operator's proposal")
    .option('--apply', 'the operator: apply a proposal that is due')
  withSendOptions(command, { signer: "the cause's payout address, or the operator" })
  withExample(command, 'points cause payout 1 --change river-watch-2 --as river-watch')
  command.action(async (causeId: number, options: PayoutOptions) => {
    const choices = [options.change, options.propose, options.cancel, options.apply]
    if (choices.filter((choice) => choice !== undefined).length !== 1) {
      throw new UsageError('Choose one of --change WHO, --propose WHO, --cancel, --apply.')
    }
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const { name, payout, proposed } = await getCause(client, { causeId })
    const { what, call } = await stepOf(session, client, causeId, options)
    const facts = { causeId, name, payout, proposed: proposed?.payout, action: what }
    const outcome = async () => {
      const after = await getCause(client, { causeId })
      return { payoutNow: after.payout, proposedNow: after.proposed?.payout ?? null }
    }
    await carryOut(io, client, { title: `Payout address of ${name}`, facts, steps: [{ what, call }], outcome }, options)
  })
}

async function stepOf(
  session: Session,
  client: WriteClient,
  causeId: number,
  { change, propose, cancel }: PayoutOptions,
): Promise<{ what: string; call: ContractCall }> {
  if (cancel) return { what: 'cancel the proposal', call: cancelPayoutProposal(client, { causeId }) }
  const who = change ?? propose
  if (who === undefined) return { what: 'apply the proposal', call: applyPayout(client, { causeId }) }
  const payout = await accountOf(session, who)
  return change === undefined
    ? { what: `propose ${payout}`, call: proposePayout(client, { causeId, payout }) }
    : { what: `change it to ${payout}`, call: changePayout(client, { causeId, payout }) }
}

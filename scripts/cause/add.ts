import type { Command } from 'commander'
import { type TransactionReceipt, keccak256, stringToBytes } from 'viem'
import { addCause } from '../../chain/actions/addCause.ts'
import { registryEventsOf } from '../../chain/events/events-of.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

interface AddOptions extends SendOptions {
  registration: string
  payout: string
  description: string
}

export function registerCauseAdd(cause: Command, io: Io): void {
  const command = cause
    .command('add')
    .description('List a vetted cause, so that members can donate to it.')
    .argument('<name>', 'its name')
    .requiredOption('--registration <number>', 'its public registration number')
    .requiredOption('--payout <who>', 'address or key name that may withdraw its credit')
    .option('--description <text>', 'its public description; the chain keeps the hash', '')
  withSendOptions(command, { signer: 'the operator' })
  withExample(command, 'points cause add "River Watch" --registration 1088281 --payout river-watch --as operator')
  command.action(async (name: string, options: AddOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const payout = await accountOf(session, options.payout)
    const { registration, description } = options
    const metadataHash = keccak256(stringToBytes(description))
    const plan = {
      title: `Add the cause "${name}"`,
      facts: { name, registration, payout, metadataHash },
      steps: [{ what: `add ${name}`, call: addCause(client, { name, registration, payout, metadataHash }) }],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const [added] = registryEventsOf(receipts, 'CauseAdded')
        return { causeId: added?.args.causeId ?? null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

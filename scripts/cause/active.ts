import { Argument, type Command } from 'commander'
import { getCause } from '../../chain/actions/getCause.ts'
import { setCauseActive } from '../../chain/actions/setCauseActive.ts'
import { parseId } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerCauseActive(cause: Command, io: Io): void {
  const command = cause
    .command('active')
    .description('Stop or resume donations to a cause. What it has it can still withdraw.')
    .argument('<cause>', 'number of the cause', parseId)
    .addArgument(new Argument('<on|off>', 'whether it accepts donations').choices(['on', 'off']))
  withSendOptions(command, { signer: 'the operator' })
  withExample(command, 'points cause active 1 off --as operator')
  command.action(async (causeId: number, choice: 'on' | 'off', options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const { name, active: before } = await getCause(client, { causeId })
    const active = choice === 'on'
    const facts = { causeId, name, activeBefore: before, active }
    const steps = [{ what: `turn ${name} ${choice}`, call: setCauseActive(client, { causeId, active }) }]
    await carryOut(io, client, { title: `Turn donations to ${name} ${choice}`, facts, steps }, options)
  })
}

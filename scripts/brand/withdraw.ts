import { type Command, Option } from 'commander'
import { cancelWithdrawal } from '../../chain/actions/cancelWithdrawal.ts'
import { executeWithdrawal } from '../../chain/actions/executeWithdrawal.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getWithdrawal } from '../../chain/actions/getWithdrawal.ts'
import { requestWithdrawal } from '../../chain/actions/requestWithdrawal.ts'
import { withdrawRemainder } from '../../chain/actions/withdrawRemainder.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { WriteClient } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode, parseMoney } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

interface WithdrawOptions extends SendOptions {
  request?: bigint
  execute?: boolean
  cancel?: boolean
  remainder?: boolean
}

const ABOUT = `Take money out of a reserve, in two steps: request it, wait for the network's notice, then execute it within
3 days. It pays what was asked, at most what is free above the promise.`

export function registerWithdraw(brand: Command, io: Io): void {
  const command = brand
    .command('withdraw')
    .description(ABOUT.replace('\n', ' '))
    .argument('<code>', 'code of the brand', parseCode)
    .addOption(
      new Option('--request <usd>', 'announce a withdrawal of this much; nothing moves yet').argParser(parseMoney),
    )
    .option('--execute', 'pay out the withdrawal that is due')
    .option('--cancel', 'drop the withdrawal that is under way')
    .option('--remainder', 'take what is left, 90 days after the wind-down')
  withSendOptions(command, { signer: 'a treasurer' })
  withExample(
    command,
    'points brand withdraw cafe --request 100 --as cafe-owner',
    'points brand withdraw cafe --execute --as cafe-owner',
  )
  command.action(async (code: string, options: WithdrawOptions) => {
    const { title } = choiceOf(options)
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const [{ reserve }, before] = await Promise.all([getBrand(client, { brandId }), getWithdrawal(client, { brandId })])
    const outcome = async () => {
      const [after, request] = await Promise.all([getBrand(client, { brandId }), getWithdrawal(client, { brandId })])
      const paid = options.execute || options.remainder ? formatMoney(reserve - after.reserve) : undefined
      return { paid, ...requestFacts(request), reserve: formatMoney(after.reserve) }
    }
    const facts = { brand: code, reserveBefore: formatMoney(reserve), asked: askedOf(options, before?.amount) }
    const steps = [{ what: title.toLowerCase(), call: callOf(client, brandId, options) }]
    await carryOut(io, client, { title: `${title}: ${code}`, facts, steps, outcome }, options)
  })
}

function choiceOf({ request, execute, cancel, remainder }: WithdrawOptions): { title: string } {
  if ([request, execute, cancel, remainder].filter((choice) => choice !== undefined).length !== 1) {
    throw new UsageError('Choose one of --request USD, --execute, --cancel, --remainder.')
  }
  if (request !== undefined) return { title: 'Request a withdrawal' }
  if (execute) return { title: 'Execute the withdrawal' }
  return { title: cancel ? 'Cancel the withdrawal' : 'Withdraw the remainder' }
}

function callOf(client: WriteClient, brandId: number, { request, execute, cancel }: WithdrawOptions): ContractCall {
  if (request !== undefined) return requestWithdrawal(client, { brandId, amount: request })
  if (execute) return executeWithdrawal(client, { brandId })
  return cancel ? cancelWithdrawal(client, { brandId }) : withdrawRemainder(client, { brandId })
}

function askedOf({ request, remainder }: WithdrawOptions, before: bigint | undefined): string | undefined {
  if (remainder) return undefined
  const asked = request ?? before
  return asked === undefined ? undefined : formatMoney(asked)
}

function requestFacts(request: Awaited<ReturnType<typeof getWithdrawal>>) {
  return request ? { opensAt: formatTime(request.opensAt), closesAt: formatTime(request.closesAt) } : {}
}

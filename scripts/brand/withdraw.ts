import { type Command, Option } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getWithdrawal } from '../../chain/actions/getWithdrawal.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode, parseMoney } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { type WithdrawOptions, askedOf, callOf, titleOf } from './withdraw-choice.ts'

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
    const title = titleOf(options)
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

function requestFacts(request: Awaited<ReturnType<typeof getWithdrawal>>) {
  return request ? { opensAt: formatTime(request.opensAt), closesAt: formatTime(request.closesAt) } : {}
}

import type { Command } from 'commander'
import { approveStablecoin } from '../../chain/actions/approveStablecoin.ts'
import { depositReserve } from '../../chain/actions/depositReserve.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getStablecoinBalance } from '../../chain/actions/getStablecoinBalance.ts'
import { mintDevStablecoin } from '../../chain/actions/mintDevStablecoin.ts'
import { DEV_CHAIN_ID } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { parseCode, parseMoney } from '../cli/arguments.ts'
import { type Step, carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

interface FundOptions extends SendOptions {
  mintDev?: boolean
}

export function registerFund(brand: Command, io: Io): void {
  const command = brand
    .command('fund')
    .description("Add stablecoin to a brand's reserve. Anyone may.")
    .argument('<code>', 'code of the brand', parseCode)
    .argument('<usd>', 'how much, in the stablecoin', parseMoney)
    .option('--mint-dev', 'make the money first: local chain with the dev stablecoin only')
  withSendOptions(command, { signer: 'whoever pays' })
  withExample(command, 'points brand fund cafe 1000 --as cafe-owner')
  command.action(async (code: string, amount: bigint, options: FundOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const account = client.account.address
    const { balance, allowance } = await getStablecoinBalance(client, { account })
    if (options.mintDev && client.chain.id !== DEV_CHAIN_ID) {
      throw new Error(`Money can be made on a local chain only; this is chain ${client.chain.id}.`)
    }
    if (!options.mintDev && balance < amount) {
      throw new Error(
        `${options.as} has ${formatMoney(balance)} USD; ${formatMoney(amount)} are needed. Send it more stablecoin first.`,
      )
    }
    const { reserve } = await getBrand(client, { brandId })
    const steps: Step[] = []
    if (options.mintDev)
      steps.push({ what: 'make dev stablecoin', call: mintDevStablecoin(client, { to: account, amount }) })
    if (allowance < amount) {
      const call = approveStablecoin(client, { spender: client.contracts.hub, amount })
      steps.push({ what: 'let the hub take it', call })
    }
    const afterPrevious = steps.length > 0
    steps.push({ what: `deposit for ${code}`, call: depositReserve(client, { brandId, amount }), afterPrevious })
    const facts = { brand: code, payer: account, amount: formatMoney(amount), reserveBefore: formatMoney(reserve) }
    const outcome = async () => ({ reserve: formatMoney((await getBrand(client, { brandId })).reserve) })
    await carryOut(
      io,
      client,
      { title: `Fund ${code} with ${formatMoney(amount)} USD`, facts, steps, outcome },
      options,
    )
  })
}

import type { Command } from 'commander'
import { createBrand } from '../../chain/actions/createBrand.ts'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'
import { noteBrands } from './note-brands.ts'
import { type TermOptions, changeTerms, withTermOptions } from './term-options.ts'
import { termsFacts } from './terms-facts.ts'

interface CreateOptions extends SendOptions, TermOptions {
  name: string
  symbol?: string
  neverExpires?: boolean
}

export function registerCreate(brand: Command, io: Io): void {
  const command = brand
    .command('create')
    .description('Create a brand that the network has admitted for you. You become owner, rate setter and treasurer.')
    .argument('<code>', 'its code: 3 to 20 of a-z, 0-9 and "-"', parseCode)
    .requiredOption('--name <name>', 'its name, at most 31 bytes')
    .option('--symbol <symbol>', 'symbol of its points (default: the code in capitals)')
    .option('--never-expires', 'its points never expire; cannot be changed later')
  withSendOptions(withTermOptions(command), { signer: 'the owner' })
  withExample(command, 'points brand create cafe --name "Café Uno" --rate 0.10 --life 4 --as cafe-owner')
  command.action(async (code: string, options: CreateOptions) => {
    const { rate, neverExpires = false } = options
    if (rate === undefined) throw new UsageError('Say what a point is worth, for example --rate 0.10')
    if (neverExpires && options.life !== undefined) throw new UsageError('--life means nothing with --never-expires.')
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const terms = changeTerms({ rate, spreadBps: 0, promisePercent: 100, life: neverExpires ? 5 : 4 }, options)
    const { name, symbol = code.toUpperCase() } = options
    const plan = {
      title: `Create the brand "${code}"`,
      facts: { code, name, symbol, owner: client.account.address, ...termsFacts(terms, neverExpires), neverExpires },
      steps: [{ what: `create ${code}`, call: createBrand(client, { code, name, symbol, terms, neverExpires }) }],
      outcome: async () => {
        await noteBrands(session)
        return { brandId: await getBrandId(client, { code }) }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

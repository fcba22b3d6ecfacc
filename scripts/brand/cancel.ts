import type { Command } from 'commander'
import { cancelTerms } from '../../chain/actions/cancelTerms.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { termsLine } from './terms-facts.ts'

export function registerCancel(brand: Command, io: Io): void {
  const command = brand
    .command('cancel')
    .description(
      'Cancel announced terms. Only an announcement that raises neither rate, promise nor life can be cancelled.',
    )
    .argument('<code>', 'code of the brand', parseCode)
  withSendOptions(command, { signer: 'a rate setter' })
  withExample(command, 'points brand cancel cafe --as cafe-owner')
  command.action(async (code: string, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const { terms, announced, neverExpires } = await getBrand(client, { brandId })
    const facts = {
      brand: code,
      stays: termsLine(terms, neverExpires),
      dropped: announced ? termsLine(announced.terms, neverExpires) : null,
    }
    const steps = [{ what: `cancel the announcement of ${code}`, call: await cancelTerms(client, { brandId }) }]
    await carryOut(io, client, { title: `Cancel the announced terms of ${code}`, facts, steps }, options)
  })
}

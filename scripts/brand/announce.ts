import { type Command, Option } from 'commander'
import { announceTerms } from '../../chain/actions/announceTerms.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode, parsePointsOrZero } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { type TermOptions, changeTerms, withTermOptions } from './term-options.ts'
import { termsLine } from './terms-facts.ts'

interface AnnounceOptions extends SendOptions, TermOptions {
  maxSupply?: bigint
}

export function registerAnnounce(brand: Command, io: Io): void {
  const command = brand
    .command('announce')
    .description(
      "Announce new terms. They take effect after the network's notice, not before; until then the old ones hold.",
    )
    .argument('<code>', 'code of the brand', parseCode)
  withTermOptions(command).addOption(
    new Option(
      '--max-supply <points>',
      'most points that may exist when this arrives (default: as many as now)',
    ).argParser(parsePointsOrZero),
  )
  withSendOptions(command, { signer: 'a rate setter' })
  withExample(command, 'points brand announce cafe --rate 0.09 --as cafe-owner')
  command.action(async (code: string, options: AnnounceOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const { terms, supply, neverExpires } = await getBrand(client, { brandId })
    const announced = changeTerms(terms, options)
    const maxSupply = options.maxSupply ?? supply
    const plan = {
      title: `Announce new terms of ${code}`,
      facts: {
        brand: code,
        now: termsLine(terms, neverExpires),
        announced: termsLine(announced, neverExpires),
        maxSupply: formatPoints(maxSupply),
      },
      steps: [
        {
          what: `announce terms of ${code}`,
          call: await announceTerms(client, { brandId, terms: announced, maxSupply }),
        },
      ],
      outcome: async () => {
        const after = await getBrand(client, { brandId })
        return { effectiveAt: after.announced ? formatTime(after.announced.effectiveAt) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

import type { Command } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { windDownBrand } from '../../chain/actions/windDownBrand.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

export function registerWindDown(brand: Command, io: Io): void {
  const command = brand
    .command('wind-down')
    .description(
      'End a brand for good: no mint, entrance, announcement or withdrawal any more. Members can still leave.',
    )
    .argument('<code>', 'code of the brand', parseCode)
    .option('--irreversible', 'say that you know it cannot be undone')
  withSendOptions(command, { signer: 'the owner' })
  withExample(command, 'points brand wind-down cafe --irreversible --as cafe-owner')
  command.action(async (code: string, options: SendOptions & { irreversible?: boolean }) => {
    if (!options.irreversible && !options.dryRun) {
      throw new UsageError(
        'A wind-down cannot be undone. Add --irreversible to say that you mean it, or --dry-run to try it.',
      )
    }
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const { reserve, supply } = await getBrand(client, { brandId })
    const plan = {
      title: `Wind ${code} down for good`,
      facts: { brand: code, reserve: formatMoney(reserve), supply: formatPoints(supply) },
      steps: [{ what: `wind ${code} down`, call: windDownBrand(client, { brandId }) }],
      outcome: async () => {
        const { remainderAt } = await getBrand(client, { brandId })
        return { remainderAt: remainderAt === undefined ? null : formatTime(remainderAt) }
      },
    }
    await carryOut(io, client, plan, options)
  })
}

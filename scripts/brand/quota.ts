import { type Command, Option } from 'commander'
import { getQuotas } from '../../chain/actions/getQuotas.ts'
import { setClaimQuota } from '../../chain/actions/setClaimQuota.ts'
import { setQuotas } from '../../chain/actions/setQuotas.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { parseCode, parsePointsOrZero } from '../cli/arguments.ts'
import { type Step, carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'
import { formatRoles } from './format-brand.ts'
import { quotaLine, readRoleHolders } from './role-holders.ts'
import { optionalSigner } from './roles.ts'

interface QuotaOptions extends Omit<SendOptions, 'as'> {
  as?: string
  mint?: bigint
  clawback?: bigint
  claims?: bigint
}

const ABOUT =
  'Show quotas in points a day, or set them. They refill evenly over 24 hours; a rise takes 24 hours, a cut is at once.'

export function registerQuota(brand: Command, io: Io): void {
  const points = (flags: string, about: string): Option => new Option(flags, about).argParser(parsePointsOrZero)
  const command = brand
    .command('quota')
    .description(ABOUT)
    .argument('<code>', 'code of the brand', parseCode)
    .argument('[minter]', 'address or key name of a minter')
    .addOption(points('--mint <points>', 'points a day the minter may mint'))
    .addOption(points('--clawback <points>', 'points a day the minter may take back'))
    .addOption(points('--claims <points>', 'points a day that may be claimed in the brand; 0 stops claims'))
  withSendOptions(command, { signer: 'the owner (only to set)' })
  optionalSigner(command)
  withExample(
    command,
    'points brand quota cafe',
    'points brand quota cafe cafe-minter --mint 50000 --clawback 5000 --as cafe-owner',
  )
  command.action(async (code: string, who: string | undefined, options: QuotaOptions) => {
    const { mint, clawback, claims, as } = options
    const session = await openSession(io, options)
    const brandId = await brandIdOf(session, code)
    if (mint === undefined && clawback === undefined && claims === undefined) {
      const { roles, claimQuota } = await readRoleHolders(session, brandId)
      const minters = roles.filter(({ mintQuota }) => mintQuota !== null)
      return printAnswer(
        io,
        options,
        { minters, claimQuota },
        () => `claims  ${quotaLine(claimQuota)}\n\n${formatRoles(minters)}`,
      )
    }
    if (as === undefined) throw new UsageError('Setting a quota needs --as OWNER.')
    const client = await openSigner(session, as)
    const steps: Step[] = []
    if (claims !== undefined)
      steps.push({ what: 'set the claim quota', call: await setClaimQuota(client, { brandId, limit: claims }) })
    if (mint !== undefined || clawback !== undefined) {
      if (who === undefined) throw new UsageError('--mint and --clawback need the minter.')
      const account = await accountOf(session, who)
      const now = await getQuotas(client, { brandId, account })
      const limits = { mintLimit: mint ?? now.mint.limit, clawbackLimit: clawback ?? now.clawback.limit }
      steps.push({ what: `set quotas of ${who}`, call: await setQuotas(client, { brandId, account, ...limits }) })
    }
    const say = (value: bigint | undefined): string | undefined =>
      value === undefined ? undefined : formatPoints(value)
    const facts = { brand: code, minter: who, mint: say(mint), clawback: say(clawback), claims: say(claims) }
    await carryOut(io, client, { title: `Set quotas in ${code} (points a day)`, facts, steps }, { ...options, as })
  })
}

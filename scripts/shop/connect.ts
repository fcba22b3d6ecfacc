import { type Command, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { connectShopBy } from '../../service/access/shop-acts.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import { accountName } from '../../service/intake/account-name.ts'
import type { ShopMode } from '../../service/intake/shop.ts'
import { checkSecret, choosesSecret, freshSecret } from '../../service/intake/webhook-secret.ts'
import { webhookUrl } from '../../service/intake/webhook-url.ts'
import type { WebhookProvider } from '../../service/shops/shop-delivery.ts'
import { parseUrl } from '../cli/arguments.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { type Session, openSession } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'
import { databaseUrlOf } from '../import/database-url.ts'
import { modeOption, providerOption, withBrand } from './options.ts'
import { type SecretOptions, givenSecret, givenToken, withSecretOptions } from './read-secret.ts'

export type ConnectCommandOptions = ReadOptions &
  SecretOptions & { brand: string; provider: WebhookProvider; account: string; mode: ShopMode; origin?: string }

export function registerConnect(shop: Command, io: Io): void {
  const command = shop
    .command('connect')
    .description(
      'Connect a shop: its orders mint, its refunds take back. Prints the address to give to the shop. For generic and woocommerce it makes the secret and prints it once; the others show theirs when they are given the address.',
    )
    .addOption(providerOption())
    .requiredOption('--account <name>', "the shop's name at its provider, as my-shop.myshopify.com; generic: any name")
    .addOption(modeOption())
    .addOption(
      new Option(
        '--origin <url>',
        'where the service is reached from outside (default: SERVICE_ORIGIN, else as started)',
      ).argParser(parseUrl),
    )
  withSecretOptions(withBrand(command))
  withReadOptions(command)
  withExample(
    command,
    'points shop connect --brand cafe --provider generic --account main',
    'points shop connect --brand cafe --provider stripe --account acct_1Example --secret-from-stdin < secret',
  )
  command.action(async (options: ConnectCommandOptions) => {
    const answer = await connect(io, options)
    printAnswer(io, options, answer, () => tell(answer))
  })
}

async function connect(io: Io, options: ConnectCommandOptions) {
  const { brand, provider, mode } = options
  const session = await openSession(io, options)
  const account = accountName(provider, options.account)
  const url = webhookUrl(originOf(io, session, options), { brand, provider })
  const brandId = await brandIdOf(session, brand)
  const given = await givenSecret(io, options)
  if (given === undefined && !choosesSecret(provider)) {
    throw new UsageError(
      `${provider} makes the secret itself. Give it the address ${url}, then run this again with the secret it shows and --secret-from-stdin.`,
    )
  }
  const secret = given === undefined ? freshSecret(provider) : checkSecret(provider, given)
  const apiToken = await givenToken(options)
  const database = await openDatabase(databaseUrlOf(io, session.network))
  try {
    await ensureBrand(database, session.client, { brandId, code: brand })
    const { home } = session
    const by = { brandId, actor: CLI, at: new Date() }
    const { number } = await connectShopBy(database, by, {
      home,
      brandId,
      brand,
      provider,
      account,
      mode,
      url,
      secret,
      apiToken,
    })
    return { brand, shop: number, provider, account, mode, url, ...(given === undefined ? { secret } : {}) }
  } finally {
    await database.end({ timeout: 5 })
  }
}

function originOf(io: Io, { network }: Session, { origin }: ConnectCommandOptions): string {
  const found = origin ?? (io.env['SERVICE_ORIGIN'] || network?.serviceUrl)
  if (found) return found
  throw new UsageError('Nobody knows where the service is reached. Give --origin https://points.example')
}

function tell({ secret, ...facts }: Awaited<ReturnType<typeof connect>>): string {
  const told =
    secret === undefined
      ? ''
      : `\nThe secret, shown only now. Give it to the shop together with the address:\n  ${secret}\n`
  const warning = facts.url.startsWith('https:')
    ? ''
    : '\nOnly programs on this machine reach this address. Others need https: --origin\n'
  return `Connected.\n${formatFacts(facts, '  ')}${told}${warning}`
}

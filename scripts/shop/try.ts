import { randomBytes } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { readNetwork } from '../../chain/network.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { listShops } from '../../service/intake/list-shops.ts'
import { type Shop, webhookSecretName } from '../../service/intake/shop.ts'
import { webhookUrl } from '../../service/intake/webhook-url.ts'
import { claimLinkOf } from '../../service/keys/claim-link.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import { loadSecret } from '../../service/keys/stored-secrets.ts'
import { readRules, rulesAt } from '../../service/ledger/brand-rules.ts'
import { findClaimants } from '../../service/ledger/find-claimant.ts'
import type { GenericMessage } from '../../service/shops/generic-schema.ts'
import { parseAddress, parseId } from '../cli/arguments.ts'
import { type Books, brandInBooks, withBooks } from '../cli/books.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { withBrand } from './options.ts'
import { type TriedSale, trySale } from './try-sale.ts'

type TryOptions = AnswerOptions & {
  brand: string
  shop?: number
  amount: string
  currency?: string
  account?: `0x${string}`
  dryRun?: boolean
}

const PATIENCE_MS = 20_000

/** A first sale, without a shop of one's own. */
export function registerShopTry(shop: Command, io: Io): void {
  const command = shop
    .command('try')
    .description(
      'Send a signed sale to the running service, as a shop connected with generic does, and follow it into its block. ' +
        'The points are real points of the network: use a connection in mode test to mint nothing.',
    )
    .option('--shop <number>', 'which connection (default: the first one with generic)', parseId)
    .option('--amount <money>', 'what the sale is worth', parseAmount, '4.20')
    .option('--currency <code>', "its currency (default: that of the brand's rate, else USD)")
    .option(
      '--account <address>',
      'account that gets the points; without it a new customer gets them by a link',
      parseAddress,
    )
    .option('--dry-run', 'only print what would be sent')
  withAnswerOptions(withBrand(command))
  withExample(
    command,
    'points shop try --brand moor-coffee',
    'points shop try --brand cafe --amount 12.50 --account 0x…',
  )
  command.action(async (options: TryOptions) => {
    const answer = await withBooks(io, (books) => send(books, options))
    printAnswer(io, options, answer, () => tell(answer))
  })
}

function parseAmount(text: string): string {
  if (/^\d{1,7}(\.\d{1,2})?$/.test(text)) return text
  throw new InvalidArgumentError(`"${text}" is no amount. Write it like 12.50.`)
}

async function send(books: Books, options: TryOptions) {
  const { brand, dryRun = false } = options
  const brandId = await brandInBooks(books, brand)
  const shop = await findShop(books, brandId, options)
  const network = await readNetwork(books.home)
  const origin = network?.serviceUrl
  if (!origin) throw new Error('The service does not run. Start the network with `npm start`, then try again.')
  const url = webhookUrl(origin, { brand, provider: 'generic' })
  const order = `TRY-${randomBytes(4).toString('hex')}`
  const currency = options.currency ?? (await currencyOf(books, brandId))
  const message = saleOf(order, { ...options, currency })
  const facts = { brand, shop: shop.number, order, amount: `${options.amount} ${currency}`, url }
  if (dryRun) return { ...facts, dryRun, message }
  const secret = await loadSecret(books.home, webhookSecretName(shop))
  if (secret === undefined)
    throw new Error(`The secret of shop ${shop.number} is not in the data folder ${books.home}.`)
  const { database } = books
  const sale = { database, url, secret, message, deliveryId: `msg_${order}`, brandId, order, patienceMs: PATIENCE_MS }
  const { points, ...tried } = await trySale(sale)
  const link = options.account ? undefined : await linkOf(books, { brand, brandId, order, portal: network.portalUrl })
  return { ...facts, ...tried, points: formatPoints(points), ...(link === undefined ? {} : { link }) }
}

async function findShop(books: Books, brandId: number, { brand, shop: number }: TryOptions): Promise<Shop> {
  const shops = await listShops(books.database, { brandId, connected: true })
  const found = shops.find((each) => each.provider === 'generic' && (number === undefined || each.number === number))
  if (found) return found
  throw new UsageError(
    number === undefined
      ? `${brand} has no shop that speaks generic. Connect one: points shop connect --brand ${brand} --provider generic --account main`
      : `Shop ${number} of ${brand} is not connected with generic. \`points shop list --brand ${brand}\` shows them.`,
  )
}

async function currencyOf({ database }: Books, brandId: number): Promise<string> {
  const { currency = 'USD' } = rulesAt(await readRules(database, brandId), new Date())
  return currency
}

type Tried = Pick<TryOptions, 'amount' | 'account'> & { currency: string }

function saleOf(order: string, { amount, currency, account }: Tried): GenericMessage {
  const customer = account === undefined ? { id: `customer-${order}` } : { account }
  const lines = [{ id: '1', product: 'a first sale', quantity: '1', net: amount, tax: '0.00' }]
  return { type: 'sale.paid', at: new Date().toISOString(), data: { order, currency, channel: 'web', customer, lines } }
}

type LinkPlace = { brand: string; brandId: number; order: string; portal: string | null }

/** By it whoever reads this takes the points to an account of their own. */
async function linkOf({ database, home }: Books, { brand, brandId, order, portal }: LinkPlace) {
  const [member] = await findClaimants(database, brandId, { order })
  if (!member || portal === null) return undefined
  const seed = await loadKey(home, claimSeedName(brand))
  return claimLinkOf(portal, [{ seed, brandId, externalId: member.externalId }])
}

const SENTENCES: Record<TriedSale['state'], string> = {
  minted: 'It is minted: the portal shows it.',
  pending: "It is booked; its points are minted once the brand's pending time is over (points shop rules).",
  booked: 'It is booked and not minted yet. `points status` shows what it waits for.',
  tested: 'It was read, and nothing is minted: the connection is in test mode.',
  parked: 'It was not booked. `points inbox list` shows it.',
  kept: 'It lies in the inbox and is not booked yet. Is a minter key of the brand in the data folder? `points status` shows.',
}

function tell(answer: Awaited<ReturnType<typeof send>>): string {
  if ('message' in answer) return `${JSON.stringify(answer.message, null, 2)}\n`
  const { ms, link, reason, transaction, ...facts } = answer
  const why = reason === null ? {} : { reason }
  const after = `${(ms / 1_000).toFixed(1)} s`
  const known = { ...facts, ...why, ...(transaction === null ? {} : { transaction }), after }
  const take = link === undefined ? '' : `\nTake the points: ${link}\n`
  return `${SENTENCES[answer.state]}\n${formatFacts(known, '  ')}${take}`
}

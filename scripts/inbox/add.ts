import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { accountName } from '../../service/intake/account-name.ts'
import { type Added, addDeliveries } from '../../service/intake/add-deliveries.ts'
import type { Database } from '../../service/database/open-database.ts'
import { listShops } from '../../service/intake/list-shops.ts'
import type { Shop, ShopMode } from '../../service/intake/shop.ts'
import { openCheckedVault } from '../../service/keys/key-check.ts'
import type { WebhookProvider } from '../../service/shops/shop-delivery.ts'
import { type Books, brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { modeOption, providerOption, withBrand } from '../shop/options.ts'

type AddOptions = AnswerOptions & {
  brand: string
  provider: WebhookProvider
  account: string
  mode: ShopMode
  topic?: string
  dryRun?: boolean
}

export function registerInboxAdd(inbox: Command, io: Io): void {
  const command = inbox
    .command('add')
    .description(
      "Put deliveries, or a provider's export of orders, into the inbox, for what was lost in an outage. What is known already counts once; run it again as often as you like.",
    )
    .argument('<file>', 'lines of JSON, one delivery or order each; - for standard input')
    .addOption(providerOption())
    .requiredOption('--account <name>', 'the shop it belongs to: points shop list')
    .addOption(modeOption())
    .option('--topic <name>', 'what the lines are, as the provider calls it (default: what they say, or orders)')
    .option('--dry-run', 'only read the file')
  withAnswerOptions(withBrand(command))
  withExample(command, 'points inbox add orders.jsonl --brand cafe --provider shopify --account cafe.myshopify.com')
  command.action(async (file: string, options: AddOptions) => {
    const counts = await withBooks(io, async (books) => {
      const shop = await findShop(books, options)
      const vault = await openCheckedVault(books.database, books.home)
      const { topic, dryRun = false } = options
      const { database } = books
      const added = await addDeliveries({ database, vault }, { shop, lines: linesOf(file), topic, dryRun })
      if (!dryRun) await record(database, shop, added)
      return added
    })
    printFacts(io, options, { ...counts, dryRun: options.dryRun === true })
  })
}

/** After the deliveries, which are kept line by line: run again, it is told again. */
async function record(database: Database, { brandId, number }: Shop, added: Added): Promise<void> {
  const act = { brandId, actor: CLI, act: 'inbox.add', subject: number, detail: added, at: new Date() } as const
  await database.begin((sql) => recordAct(sql, act))
}

async function findShop(books: Books, { brand, provider, account, mode }: AddOptions): Promise<Shop> {
  const brandId = await brandInBooks(books, brand)
  const name = accountName(provider, account)
  const shops = await listShops(books.database, { brandId })
  const shop = shops.find((each) => each.provider === provider && each.account === name && each.mode === mode)
  if (shop) return shop
  throw new UsageError(`${brand} has no ${mode} shop ${name} at ${provider}. \`points shop list\` shows them.`)
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    yield* createInterface({ input, crlfDelay: Infinity })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause
    throw new Error(`The file ${file} cannot be read. Check the path.`, { cause })
  }
}

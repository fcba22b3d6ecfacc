import { type Command, InvalidArgumentError } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { addWebhookBy } from '../../service/access/webhook-acts.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import { EVENT_TYPES, type EventType, type Mode } from '../../service/webhooks-out/emit-event.ts'
import { parseUrl } from '../cli/arguments.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'
import { modeOption, withBrand } from '../shop/options.ts'

type AddOptions = ReadOptions & { brand: string; mode: Mode; types?: EventType[] }

const LOCAL_CHAIN = 31_337

export function registerWebhookAdd(webhook: Command, io: Io): void {
  const command = webhook
    .command('add')
    .description('Send messages to an address of the brand from now on. Prints the secret they are signed with, once.')
    .argument('<url>', 'https address; on the local chain also one of this machine', parseUrl)
    .option('--types <types>', `of ${EVENT_TYPES.join(', ')}; several by comma (default: all)`, parseTypes)
    .addOption(modeOption())
  withReadOptions(withBrand(command))
  withExample(command, 'points webhook add https://shop.example/points --brand cafe --types points.minted')
  command.action(async (url: string, options: AddOptions) => {
    const { brand, mode, types } = options
    const session = await openSession(io, options)
    const brandId = await brandIdOf(session, brand)
    const database = await openDatabase(databaseUrlOf(io, session.network))
    try {
      await ensureBrand(database, session.client, { brandId, code: brand })
      const dev = session.client.chain.id === LOCAL_CHAIN
      const { secret, ...added } = await addWebhookBy(
        database,
        { brandId, actor: CLI, at: new Date() },
        { home: session.home, brand, url, mode, types, dev },
      )
      const facts = { brand, ...added, mode, types: types ?? [...EVENT_TYPES] }
      printAnswer(io, options, { ...facts, secret }, () => {
        return `Added.\n${formatFacts(facts, '  ')}\nThe secret, shown only now. Check every message with it:\n  ${secret}\n`
      })
    } finally {
      await database.end({ timeout: 5 })
    }
  })
}

function parseTypes(text: string): EventType[] {
  return text.split(',').map((name) => {
    const type = EVENT_TYPES.find((known) => known === name)
    if (type) return type
    throw new InvalidArgumentError(`"${name}" is no type of message. Types are ${EVENT_TYPES.join(', ')}.`)
  })
}

import { type Command, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { rotateShopBy } from '../../service/access/shop-acts.ts'
import { listShops } from '../../service/intake/list-shops.ts'
import { ShopError } from '../../service/intake/shop-error.ts'
import { checkSecret, choosesSecret, freshSecret } from '../../service/intake/webhook-secret.ts'
import { later } from '../access/options.ts'
import { parseDuration, parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import { type Facts, formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { type BrandOptions, withBrand } from './options.ts'
import { type SecretOptions, givenSecret, givenToken, withSecretOptions } from './read-secret.ts'

type RotateOptions = BrandOptions & SecretOptions & { overlap: bigint }

export function registerRotate(shop: Command, io: Io): void {
  const command = shop
    .command('rotate')
    .description('Give a shop a new secret. The old one counts for a while too, until the shop signs with the new one.')
    .argument('<shop>', 'its number: points shop list', parseId)
    .addOption(
      new Option('--overlap <duration>', 'how long the old secret still counts; 0s where it leaked')
        .argParser(parseDuration)
        .default(86_400n, '24h'),
    )
  withAnswerOptions(withSecretOptions(withBrand(command)))
  withExample(command, 'points shop rotate 1 --brand cafe', 'points shop rotate 1 --brand cafe --overlap 0s')
  command.action(async (number: number, options: RotateOptions) => {
    const answer = await rotate(io, number, options)
    printAnswer(io, options, answer, () => {
      const { secret, ...facts } = answer
      return `Changed.\n${formatFacts(facts, '  ')}${secret === undefined ? '' : `\nThe new secret, shown only now:\n  ${secret}\n`}`
    })
  })
}

async function rotate(io: Io, number: number, options: RotateOptions): Promise<Facts & { secret?: string }> {
  const given = await givenSecret(io, options)
  const token = await givenToken(options)
  return withBooks(io, async (books) => {
    const { database, home } = books
    const brandId = await brandInBooks(books, options.brand)
    const at = new Date()
    const by = { brandId, actor: CLI, at }
    const place = { home, number, apiToken: token }
    const [shop] = await listShops(database, { brandId, number })
    if (!shop) throw new ShopError(`This brand has no shop ${number}. \`points shop list\` shows them.`)
    const { brand, provider, account, mode } = shop
    const known = { brand, shop: number, provider, account, mode }
    if (given === undefined && token !== undefined) {
      await rotateShopBy(database, by, place)
      return { ...known, tokenChanged: true }
    }
    if (given === undefined && !choosesSecret(provider)) {
      throw new UsageError(`${provider} makes the secret itself. Give the new one with --secret-from-stdin.`)
    }
    const secret = given === undefined ? freshSecret(provider) : checkSecret(provider, given)
    const formerUntil = later(at, options.overlap)
    await rotateShopBy(database, by, { ...place, secret: { text: secret, formerUntil } })
    return { ...known, formerSecretUntil: formerUntil.toISOString(), ...(given === undefined ? { secret } : {}) }
  })
}

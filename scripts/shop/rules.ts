import { type Command, InvalidArgumentError } from 'commander'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { parseRate } from '../../loyalty/rate.ts'
import { CLI } from '../../service/access/actor.ts'
import { changeRulesBy } from '../../service/access/rules-acts.ts'
import type { Database } from '../../service/database/open-database.ts'
import { type BrandRules, DEFAULT_RULES, readRules, rulesAt } from '../../service/ledger/brand-rules.ts'
import { withBrandBooks } from '../access/with-brand-books.ts'
import { parseDuration, parseMoney as parseLimit, parsePoints } from '../cli/arguments.ts'
import { formatDuration } from '../cli/duration.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { withBrand } from './options.ts'

type RulesOptions = ReadOptions & {
  brand: string
  rate?: string
  currency?: string
  otherRate?: string[]
  pending?: bigint
  returnWindow?: bigint
  excludeCategory?: string[]
  capPerOrder?: bigint
  floorLimit?: bigint
}

const LONGEST_WINDOW = 90n * 86_400n
const LONGEST_PENDING = 365n * 86_400n

export function registerShopRules(shop: Command, io: Io): void {
  const command = shop
    .command('rules')
    .description(
      'Show how the orders of a brand earn, or change it. Every change is a new version: orders paid before it keep the one they had.',
    )
    .option('--rate <points>', 'points per 1.00 of the order, as 1, 0.5 or 1/3', parseRateText)
    .option(
      '--currency <code>',
      'what --rate is for, as EUR (default: the currency of the first sale); others need a rate of their own',
      parseCurrency,
    )
    .option('--other-rate <code=points...>', 'points per 1.00 of other currencies, as USD=0.92; none clears the list')
    .option('--pending <time>', 'how long points wait before they are minted, as 0s or 14d', upTo(LONGEST_PENDING))
    .option('--return-window <time>', 'how long minted points can be taken back, at most 90d', upTo(LONGEST_WINDOW))
    .option('--exclude-category <name...>', 'categories that earn nothing; none clears the list')
    .option('--cap-per-order <points>', 'most points of one order; 0 lifts the cap', parseCap)
    .option('--floor-limit <usd>', 'value the till may take on a signature alone, at your own risk', parseLimit)
  withReadOptions(withBrand(command))
  withExample(
    command,
    'points shop rules --brand cafe',
    'points shop rules --brand cafe --rate 2 --pending 14d --exclude-category tobacco',
    'points shop rules --brand cafe --currency EUR --other-rate USD=0.92 JPY=1/170',
  )
  command.action(async (options: RulesOptions) => {
    const rules = await withBrandBooks(io, options, ({ database, brandId }) => changeRules(database, brandId, options))
    printAnswer(io, options, describeRules(rules), () => formatFacts(describeRules(rules)))
  })
}

/** What is not named stays as it is. */
async function changeRules(database: Database, brandId: number, options: RulesOptions): Promise<BrandRules> {
  const { rate, currency, otherRate, pending, returnWindow, excludeCategory, capPerOrder, floorLimit } = options
  const given = [rate, currency, otherRate, pending, returnWindow, excludeCategory, capPerOrder, floorLimit]
  const at = new Date()
  if (given.every((option) => option === undefined)) return rulesAt(await readRules(database, brandId), at)
  return changeRulesBy(
    database,
    { brandId, actor: CLI, at },
    {
      rateText: rate,
      currency,
      otherRates: otherRate && parseOtherRates(otherRate),
      pendingSeconds: pending === undefined ? undefined : Number(pending),
      returnWindow: returnWindow === undefined ? undefined : Number(returnWindow),
      excludedCategories: excludeCategory?.filter((name) => name !== 'none'),
      capPerOrder: capPerOrder === 0n ? null : capPerOrder,
      floorLimit,
    },
  )
}

function describeRules(rules: BrandRules) {
  const { version, fromAt, rateText, pendingSeconds, returnWindow, excludedCategories, capPerOrder, floorLimit } = rules
  const { currency, otherRates } = rules
  return {
    version,
    from: version === DEFAULT_RULES.version ? null : fromAt.toISOString(),
    pointsPerUnit: rateText,
    currency: currency ?? null,
    otherRates: Object.entries(otherRates).map(([code, rate]) => `${code}=${rate}`),
    pending: formatDuration(BigInt(pendingSeconds)),
    returnWindow: formatDuration(BigInt(returnWindow)),
    excludedCategories,
    capPerOrder: capPerOrder === undefined ? null : formatPoints(capPerOrder),
    floorLimitUsd: formatMoney(floorLimit),
  }
}

function parseRateText(text: string): string {
  if (parseRate(text)) return text
  throw new InvalidArgumentError(`"${text}" is no rate above zero. Write 1, 0.5 or 1/3.`)
}

function parseCurrency(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text
  throw new InvalidArgumentError(`"${text}" is no currency. Write its three letters, as EUR.`)
}

function parseOtherRates(given: readonly string[]): Record<string, string> {
  const rates = given
    .filter((each) => each !== 'none')
    .map((each) => {
      const [code = '', rate = '', ...more] = each.split('=')
      if (more.length === 0 && /^[A-Z]{3}$/.test(code) && parseRate(rate)) return [code, rate] as const
      throw new UsageError(`"${each}" is no rate of a currency. Write its three letters and the points, as USD=0.92.`)
    })
  return Object.fromEntries(rates)
}

const parseCap = (text: string): bigint => (text === '0' ? 0n : parsePoints(text))

function upTo(most: bigint): (text: string) => bigint {
  return (text) => {
    const seconds = parseDuration(text)
    if (seconds <= most) return seconds
    throw new InvalidArgumentError(`At most ${formatDuration(most)}.`)
  }
}

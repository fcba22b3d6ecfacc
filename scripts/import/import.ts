import { type Command, InvalidArgumentError, Option } from 'commander'
import { statSync } from 'node:fs'
import { CLI } from '../../service/access/actor.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { GIVES_WAY, giveWay } from '../../service/database/give-way.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { importOrders as runImport, type ImportResult } from '../../service/import/import-orders.ts'
import { checkNeeds } from '../../service/import/import-needs.ts'
import { type Minter, openMinter } from '../../service/import/minter.ts'
import { BATCH_LIMITS } from '../../service/import/open-batch.ts'
import { ORDER_FORMATS } from '../../service/order-files/read-order-file.ts'
import { parseRate, type Rate } from '../../loyalty/rate.ts'
import { parseCode, parseDuration } from '../cli/arguments.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'
import { databaseUrlOf } from './database-url.ts'
import { importProgress } from './import-progress.ts'
import { formatNeeds, formatReport, needsForMachines } from './import-text.ts'
import { readAccounts } from './read-accounts.ts'
import { writeMembers } from './write-members.ts'

const MAX_RETURN_WINDOW = 90n * 86_400n

export type ImportCommandOptions = ReadOptions & {
  brand: string
  format: string
  rate: Rate
  returnWindow: bigint
  shop: string
  batchMembers: number
  accounts?: string
  out?: string
  as?: string
  dryRun?: boolean
  yes?: boolean
}

export function registerImport(program: Command, io: Io): void {
  const command = program
    .command('import')
    .summary('Mint points for the orders of a file')
    .description(
      'Mint points for the orders of a file, and take points back for its returns; each line once, however often it is imported. The rule and the columns of each format: docs/import.md.',
    )
    .argument('<file>', 'file of orders, plain or gzip')
    .requiredOption('--brand <code>', 'brand whose points are minted', parseCode)
    .addOption(
      new Option('--format <format>', 'how the file is written').choices(Object.keys(ORDER_FORMATS)).default('csv'),
    )
    .addOption(
      new Option('--rate <points>', "points per 1.00 of the file's currency: 2, 0.5 or 1/3")
        .argParser(parseRateOption)
        .default({ numerator: 1n, denominator: 1n }, '1'),
    )
    .addOption(
      new Option('--return-window <duration>', 'how long after minting points can be taken back')
        .argParser(parseWindow)
        .default(MAX_RETURN_WINDOW, '90d'),
    )
    .option('--shop <name>', 'shop the orders come from: order ids are unique per shop', 'main')
    .option('--batch-members <count>', 'members credited in one transaction', parseBatchMembers, BATCH_LIMITS.members)
    .option('--accounts <file>', 'CSV with columns member, address: members who have an account')
    .option('--out <file>', "write every member's points as CSV")
    .option('--as <key>', 'key that signs (default: BRAND-minter)')
    .option('--dry-run', 'plan everything, keep and send nothing')
    .option('--yes', 'do not ask before sending')
  withReadOptions(command)
  withExample(command, 'points import orders.csv --brand cafe --rate 2 --out members.csv')
  command.action(async (file: string, options: ImportCommandOptions) => {
    const { report, needs, resumed, sent } = await importOrders(io, file, options)
    const data = options.dryRun ? { ...report, dryRun: true, needs: needs && needsForMachines(needs) } : report
    printAnswer(io, options, data, () => formatReport(report, { resumed, sent, dryRun: options.dryRun === true }))
    if (options.dryRun && needs) checkNeeds(needs)
  })
}

/** Imports a file as the command does: opens chain, database and keys, asks before sending, writes `--out`. */
export async function importOrders(io: Io, file: string, options: ImportCommandOptions): Promise<ImportResult> {
  const session = await openSession(io, options)
  const database = await openDatabase(databaseUrlOf(io, session.network), { name: GIVES_WAY })
  const yielding = giveWay(database)
  try {
    const minter = await openMinter({
      client: session.client,
      fromBlock: session.hubBlock,
      database,
      home: homeOf(io),
      code: options.brand,
      keyName: options.as,
    })
    const result = await importInto(io, minter, file, options)
    if (result.sent) await record(minter, options, result)
    if (options.out !== undefined && !options.dryRun) await writeMembers(minter, options.out)
    return result
  } finally {
    await yielding.stop()
    await database.end({ timeout: 5 })
  }
}

/** Once it is done: it is many transactions, and an import that was cut off is finished by the next one. */
async function record({ database, brandId }: Minter, { shop }: ImportCommandOptions, { report }: ImportResult) {
  const { orders, pointsCredited: credited, pointsReversed: reversed, batches } = report
  const detail = { orders, credited, reversed, batches }
  const act = { brandId, actor: CLI, act: 'books.import', subject: shop, detail, at: new Date() } as const
  await database.begin((sql) => recordAct(sql, act))
}

async function importInto(io: Io, minter: Minter, path: string, options: ImportCommandOptions): Promise<ImportResult> {
  const format = ORDER_FORMATS[options.format]
  if (!format) throw new UsageError(`There is no format "${options.format}".`)
  const accounts = options.accounts === undefined ? new Map<string, string>() : await readAccounts(options.accounts)
  const progress = importProgress(io, { quiet: options.json === true, fileSize: sizeOf(path) })
  const { rate, shop, dryRun = false } = options
  try {
    return await runImport(minter, {
      path,
      format,
      rate,
      shop,
      dryRun,
      limits: { ...BATCH_LIMITS, members: options.batchMembers },
      returnWindow: Number(options.returnWindow),
      accountOf: (member) => accounts.get(member),
      onBytes: progress.bytes,
      onProgress: progress.sending,
      onResume: (run) => io.err(`Finishing import ${run}, which was interrupted.\n`),
      confirm: async (needs, report) => {
        progress.clear()
        if (!options.json) io.out(formatNeeds(needs, report))
        return confirmed(io, options)
      },
    })
  } finally {
    progress.clear()
  }
}

async function confirmed(io: Io, { yes, json }: ImportCommandOptions): Promise<boolean> {
  if (yes || json || !io.interactive) return true
  const answer = await io.ask('Import this? [y/N] ')
  return /^y(es)?$/i.test(answer.trim())
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function parseRateOption(text: string): Rate {
  const rate = parseRate(text)
  if (rate) return rate
  throw new InvalidArgumentError(`"${text}" is no rate above zero. Write 2, 0.5 or 1/3.`)
}

function parseBatchMembers(text: string): number {
  const count = Number(text)
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= BATCH_LIMITS.members) return count
  throw new InvalidArgumentError(`"${text}" is no number from 1 to ${BATCH_LIMITS.members}.`)
}

function parseWindow(text: string): bigint {
  const seconds = parseDuration(text)
  if (seconds <= MAX_RETURN_WINDOW) return seconds
  throw new InvalidArgumentError(`"${text}" is longer than 90 days, the most the network allows.`)
}

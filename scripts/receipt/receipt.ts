import { readFile } from 'node:fs/promises'
import { type Command } from 'commander'
import { z } from 'zod'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { findReceipts } from '../../service/receipts/find-receipt.ts'
import { type PurchaseReceipt, purchaseReceiptSchema } from '../../service/receipts/purchase-receipt.ts'
import { verifyReceipt } from '../../service/receipts/verify-receipt.ts'
import { parseCode } from '../cli/arguments.ts'
import { formatFacts } from '../cli/facts.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer, printFacts } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'

type ShowOptions = ReadOptions & { brand: string; shop?: string; batch?: string }

export function registerReceipt(program: Command, io: Io): void {
  const summary = 'Show and verify the receipt of a purchase'
  const command = program.command('receipt').summary(summary).description(summary)
  withExample(
    command,
    'points receipt show 536365 --brand cafe --json > receipt.json',
    'points receipt verify receipt.json',
  )
  registerShow(command, io)
  registerVerify(command, io)
}

function registerShow(receipt: Command, io: Io): void {
  const command = receipt
    .command('show')
    .summary('Show the receipt of an order, with its proof')
    .description('Show the receipt of an order; with --json in the form that `receipt verify` takes.')
    .argument('<order>', 'id of the order')
    .requiredOption('--brand <code>', 'brand that credited it', parseCode)
    .option('--shop <name>', 'shop of the order, where several have the same id')
    .option('--batch <number>', 'batch, where the order was credited in several (default: the first)')
  withReadOptions(command)
  withExample(command, 'points receipt show 536365 --brand cafe --json > receipt.json')
  command.action(async (order: string, options: ShowOptions) => {
    const receipts = await readReceipts(io, order, options)
    const chosen = receipts.find((each) => options.batch === undefined || each.sequence === options.batch)
    if (!chosen) throw new Error(notFound(order, options, receipts))
    printAnswer(io, options, chosen, () => formatFacts(factsOf(chosen, receipts)))
  })
}

async function readReceipts(io: Io, order: string, options: ShowOptions): Promise<PurchaseReceipt[]> {
  const session = await openSession(io, options)
  const brandId = await brandIdOf(session, options.brand)
  const database = await openDatabase(databaseUrlOf(io, session.network))
  try {
    const { client } = session
    const scope = {
      database,
      home: homeOf(io),
      code: options.brand,
      brandId,
      chainId: client.chain.id,
      hub: client.contracts.hub,
    }
    return await findReceipts(scope, order, options.shop)
  } finally {
    await database.end({ timeout: 5 })
  }
}

function notFound(order: string, { brand, batch }: ShowOptions, receipts: PurchaseReceipt[]): string {
  if (receipts.length === 0) return `No points were minted for order ${order} at ${brand}.`
  return `Order ${order} was not credited in batch ${batch}, but in ${receipts.map((each) => each.sequence).join(', ')}.`
}

function factsOf({ purchase, member, brand, sequence, root, others }: PurchaseReceipt, receipts: PurchaseReceipt[]) {
  return {
    order: purchase.order,
    date: purchase.date,
    shop: purchase.shop,
    brand,
    member,
    points: formatPoints(BigInt(purchase.points)),
    batch: sequence,
    creditedInBatches: receipts.map((each) => each.sequence).join(', '),
    purchasesOfMemberInBatch: others.length + 1,
    root,
    reference: purchase.reference,
  }
}

function registerVerify(receipt: Command, io: Io): void {
  const command = receipt
    .command('verify')
    .summary('Verify a receipt against the chain alone')
    .description('Verify a receipt against the chain alone: it needs nothing but an RPC.')
    .argument('<file>', 'receipt, as `receipt show --json` prints it')
  withReadOptions(command)
  withExample(command, 'points receipt verify receipt.json --rpc http://127.0.0.1:8545')
  command.action(async (file: string, options: ReadOptions) => {
    const given = await readReceipt(file)
    const hub = options.rpc === undefined ? options.hub : (options.hub ?? (given.hub as `0x${string}`))
    const session = await openSession(io, hub === undefined ? options : { ...options, hub })
    if (session.client.chain.id !== given.chainId) {
      throw new Error(`The receipt is of chain ${given.chainId}, but the RPC is of chain ${session.client.chain.id}.`)
    }
    const { valid, faults, mintedAt, credited } = await verifyReceipt(session.client, given, session.hubBlock)
    const points = formatPoints(BigInt(given.purchase.points))
    const facts = { valid, order: given.purchase.order, member: given.member, points, batch: given.sequence }
    printFacts(io, options, {
      ...facts,
      mintedAt: formatTime(mintedAt),
      creditedInBatch: formatPoints(credited),
      faults,
    })
    if (!valid) throw new Error(`The receipt is not valid. ${faults.join(' ')}`)
  })
}

async function readReceipt(file: string): Promise<PurchaseReceipt> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(cause.code === 'ENOENT' ? `${file} does not exist. Check the path.` : cause.message, { cause })
  })
  const parsed = purchaseReceiptSchema.safeParse(parseJson(file, text))
  if (parsed.success) return parsed.data
  throw new Error(`${file} is no receipt of this program. ${z.prettifyError(parsed.error)}`)
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is no receipt: it is not JSON.`, { cause })
  }
}

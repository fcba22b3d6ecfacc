import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

const REAL = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'online-retail', 'online_retail.csv.gz')
const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const LINES = 541_909
const LINES_PER_ORDER = 21
const CUSTOMERS = 4_372
const ITEMS = 4_070

export interface RetailFile {
  readonly path: string
  readonly name: string
}

/** The real Online Retail file, or one of our own with its shape where it is not there. */
export async function retailFile(folder: string): Promise<RetailFile> {
  if (existsSync(REAL)) return { path: REAL, name: 'Online Retail (UCI), whole' }
  console.log(`${REAL} is not there: a file of the same shape is made instead.`)
  const path = join(folder, 'made-up-retail.csv.gz')
  await pipeline(Readable.from(madeUpLines()), createGzip(), createWriteStream(path))

  return { path, name: 'made-up file of the shape of Online Retail' }
}

/** The first `share` of a file's lines. */
export async function firstLines({ path }: RetailFile, share: number, target: string): Promise<RetailFile> {
  const count = Math.round(LINES * share)
  await pipeline(Readable.from(head(path, count)), createGzip(), createWriteStream(target))

  return { path: target, name: `its first ${count.toLocaleString('en-US')} lines` }
}

async function* head(path: string, count: number): AsyncGenerator<string> {
  let left = count + 1
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) {
    if (left-- === 0) return
    yield `${line}\n`
  }
}

/** Same number of lines, orders and customers; a quarter without customer, some returned, a day at a time. */
function* madeUpLines(): Generator<string> {
  const random = seeded(352)
  const below = (limit: number) => Math.floor(random() * limit)
  yield `${HEADER}\n`
  for (let line = 0; line < LINES; line++) {
    const order = Math.floor(line / LINES_PER_ORDER)
    if (line % LINES_PER_ORDER === 0) below(2)
    const returned = order % 7 === 6
    const customer = order % 4 === 3 ? '' : `${12_346 + ((order * 2_654_435_761) % CUSTOMERS)}.0`
    const day = new Date(Date.UTC(2010, 11, 1) + Math.floor((line / LINES) * 373) * 86_400_000)
    const quantity = (returned ? -1 : 1) * (1 + below(returned ? 2 : 12))
    const price = ((20 + below(900)) / 100).toFixed(2)
    const fields = [
      `${returned ? 'C' : ''}${536_365 + order}`,
      String(20_000 + below(ITEMS)),
      'MADE-UP ARTICLE',
      String(quantity),
      `${day.toISOString().slice(0, 10)} 08:26:00`,
      price,
      customer,
      'United Kingdom',
    ]
    yield `${fields.join(',')}\n`
  }
}

/** A number from 0 up to 1 after another, the same row for the same seed (xorshift). */
function seeded(seed: number): () => number {
  let state = seed

  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5

    return (state >>> 0) / 2 ** 32
  }
}

import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FileLine } from '../../service/order-files/file-line.ts'
import { OrderFileError } from '../../service/order-files/order-file-error.ts'
import { ORDER_FORMATS, readOrderFile } from '../../service/order-files/read-order-file.ts'

const CSV = 'order,member,item,quantity,price,date\n'
const RETAIL = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n'

describe('files of orders', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'points-files-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const read = async (name: string, bytes: string | Buffer, format = 'csv'): Promise<FileLine[]> => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    const lines: FileLine[] = []
    for await (const some of readOrderFile(path, ORDER_FORMATS[format]!)) lines.push(...some)
    return lines
  }
  const refuses = async (bytes: string | Buffer, sentence: RegExp, format = 'csv') => {
    await assert.rejects(read('refused', bytes, format), (error) => {
      assert.ok(error instanceof OrderFileError, String(error))
      assert.match(error.message, sentence)
      return true
    })
  }

  it('reads exact amounts, a byte order mark, quotes, CRLF, and columns in any order', async () => {
    const text =
      '\uFEFFprice,order,extra,member,quantity,item\r\n0.001,A1,"x, ""y""\nz",ann,3,cup\r\n10,A2,,,-1,pot\r\n'
    const [first, second] = await read('odd.csv', text)
    assert.deepEqual(first, { line: 3, order: 'A1', member: 'ann', item: 'cup', quantity: 3n, price: 1000n, date: '' })
    assert.deepEqual(second, {
      line: 4,
      order: 'A2',
      member: '',
      item: 'pot',
      quantity: -1n,
      price: 10_000_000n,
      date: '',
    })
  })

  it('reads gzip as it reads plain text', async () => {
    const text = `${CSV}A1,ann,cup,1,2.50,2026-01-01\n`
    assert.deepEqual(await read('a.csv.gz', gzipSync(text)), await read('a.csv', text))
  })

  it('reads JSON numbers as they are written', async () => {
    const line =
      '{"order":1,"member":7,"lines":[{"item":"cup","quantity":1,"price":0.10},{"item":2,"quantity":"-1","price":"5"}]}'
    const [cup, two] = await read('a.jsonl', `${line}\n\n`, 'jsonl')
    assert.deepEqual(cup, { line: 1, order: '1', member: '7', item: 'cup', quantity: 1n, price: 100_000n, date: '' })
    assert.equal(two?.quantity, -1n)
  })

  it('reads the sample files of the repository', async () => {
    const samples = { 'online-retail.csv': 'online-retail', 'orders.csv': 'csv', 'orders.jsonl': 'jsonl' }
    for (const [name, format] of Object.entries(samples)) {
      let count = 0
      const path = fileURLToPath(new URL(`../../samples/${name}`, import.meta.url))
      for await (const lines of readOrderFile(path, ORDER_FORMATS[format]!)) count += lines.length
      assert.ok(count > 80, name)
    }
  })

  it('names what is left out of Online Retail', () => {
    const { skip } = ORDER_FORMATS['online-retail']!
    const line = { order: '1', member: '1', item: 'X', quantity: 1n, price: 1n }
    assert.equal(skip(line), undefined)
    assert.equal(skip({ ...line, member: '', item: 'M' }), 'noCustomer')
    for (const item of ['POST', 'm', 'M', 'BANK CHARGES', 'gift_0001_20'])
      assert.equal(skip({ ...line, item }), 'notAProduct')
    assert.equal(skip({ ...line, item: 'post' }), undefined)
    assert.equal(skip({ ...line, price: 0n }), 'priceNotAboveZero')
    assert.equal(skip({ ...line, quantity: 0n }), 'quantityZero')
    assert.equal(skip({ ...line, quantity: -1n }), 'negativeQuantityOutsideCancellation')
    assert.equal(skip({ ...line, order: 'C1' }), 'positiveQuantityInCancellation')
    assert.equal(skip({ ...line, order: 'C1', quantity: -1n }), undefined)
  })

  it('refuses a file that is empty', () => refuses('', /The file is empty/))
  it('refuses an empty file of JSON lines', () => refuses('', /The file is empty/, 'jsonl'))
  it('names the columns that are missing', () =>
    refuses('order,item\nA,B\n', /Line 1: column member, quantity, price is missing/))
  it('names the line of a broken CSV', () =>
    refuses(`${CSV}A1,ann,cup,1,2,\nA2,"ann,cup,1,2,\n`, /Line \d: this is no valid CSV/))
  it('names the line with too few columns', () =>
    refuses(`${CSV}A1,ann,cup,1,2,\nA2,ann\n`, /Line 3: this is no valid CSV/))
  it('names the line whose quantity is no number', () =>
    refuses(`${CSV}A1,ann,cup,two,2,\n`, /Line 2: quantity "two" is not a whole number/))
  it('names the line whose price is no number', () =>
    refuses(`${CSV}A1,ann,cup,1,2,\nA1,ann,cup,1,"2,50",\n`, /Line 3: price "2,50" is not a number/))
  it('names the line whose price is too exact', () => refuses(`${CSV}A1,ann,cup,1,0.0000001,\n`, /at most 6 decimals/))
  it('names the line without an order', () => refuses(`${CSV},ann,cup,1,2,\n`, /Line 2: order is empty/))
  it('names the line whose amount is absurd', () =>
    refuses(`${CSV}A1,ann,cup,999999999,999999999,\n`, /Line 2: Quantity × price is too large/))
  it('names the line that is no JSON', () => refuses('{"order":1}\n{', /Line 1: member|Line 1: lines|Line 2/, 'jsonl'))
  it('names the field a JSON order lacks', () =>
    refuses('{"order":"1","lines":[{"item":"a","price":1}]}', /Line 1: lines\.0\.quantity/, 'jsonl'))
  it('says that gzip is damaged', () =>
    refuses(gzipSync(CSV + 'A1,ann,cup,1,2,\n'.repeat(9000)).subarray(0, 120), /damaged gzip/))
  it('reads Online Retail only with its columns', () =>
    refuses(CSV, /column InvoiceNo, StockCode, InvoiceDate, UnitPrice, CustomerID is missing/, 'online-retail'))
  it('takes customers written as floats', async () => {
    const [line] = await read(
      'r.csv',
      `${RETAIL}536365,85123A,X,6,2010-12-01 08:26:00,2.55,17850.0,UK\n`,
      'online-retail',
    )
    assert.equal(line?.member, '17850')
  })

  it('says that a file is not there', async () => {
    const lines = readOrderFile(join(folder, 'nowhere.csv'), ORDER_FORMATS['csv']!)
    await assert.rejects(lines.next(), /nowhere.csv does not exist/)
  })
})

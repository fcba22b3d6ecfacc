import { strict as assert } from 'node:assert'
import type { Rate } from '../../loyalty/rate.ts'
import { skipPlain } from '../../loyalty/line-rule.ts'
import { type Database, openDatabase, type Transaction } from '../../service/database/open-database.ts'
import { PlanBook } from '../../service/import/plan-book.ts'
import type { FileLine } from '../../service/order-files/file-line.ts'
import { type Cluster, startCluster } from './database-cluster.ts'
import { naiveImport, type NaiveLine } from './naive-import-rule.ts'
import { generator, type Random, randomFile } from './random-orders.ts'

/** 200 by `npm run test:long -- plans`. */
const FILES = Number(process.env['POINTS_PLANS'] ?? 10)
const SEED = `0x${'11'.repeat(32)}` as const

describe('an import as the database keeps it', function () {
  this.timeout(120_000 + FILES * 4_000)
  let cluster: Cluster
  let database: Database
  let brandId = 0
  before(async () => {
    cluster = await startCluster()
    database = await openDatabase(await cluster.create())
  })
  after(async () => {
    await database.end()
    await cluster.stop()
  })

  const newBrand = async () => {
    brandId += 1
    await database`insert into brands (brand_id, code, token, chain_id) values (${brandId}, ${`b-${brandId}`}, '0x', 1)`
  }

  /** Plans lines in windows of random sizes, as one import. */
  const plan = (lines: FileLine[], rate: Rate, random: Random, members = 3) =>
    database.begin(async (sql) => {
      const book = new PlanBook(sql, { ...(await numbersOf(sql, brandId)), ...rulesOf(rate, members) })
      let start = 0
      while (start < lines.length) {
        const end = start + 1 + Number(random() % 20n)
        await book.apply(lines.slice(start, end))
        start = end
      }
      await book.finish()
      const run = (await numbersOf(sql, brandId)).scope.run
      await sql`
        insert into import_runs (brand_id, number, file, fingerprint, status, summary)
        values (${brandId}, ${run}, '', '', 'done', '{}')`
      return book
    })

  it('gives what the plain rule gives, in windows of any size, and nothing when it comes again', async () => {
    const random = generator(7)
    for (let file = 0; file < FILES; file++) {
      await newBrand()
      const lines = randomFile(random, 60)
      const rate = { numerator: 1n + (random() % 5n), denominator: 1n + (random() % 3n) }
      const first = await plan(lines, rate, random)
      await assertMembers(lines, rate)
      await assertBatches()
      assert.equal(first.counts.added + first.counts.alreadyImported, lines.length)
      const again = await plan(lines, rate, random)
      assert.deepEqual([again.counts.added, again.counts.alreadyImported, again.points], [0, lines.length, 0n])
      await assertMembers(lines, rate)
    }
  })

  it('gives the same for a file cut in two anywhere, even where the parts overlap', async () => {
    const random = generator(11)
    const rate = { numerator: 1n, denominator: 1n }
    for (let file = 0; file < FILES; file++) {
      await newBrand()
      const lines = randomFile(random, 60)
      const cut = cutBetweenOrders(lines, Number(random() % 60n))
      const overlap = Number(random() % 2n) * Math.min(cut, 7)
      await plan(lines.slice(0, cut), rate, random)
      const second = await plan(lines.slice(cut - overlap), rate, random)
      assert.equal(second.counts.alreadyImported, overlap)
      await assertMembers(lines, rate)
    }
  })

  it('earns an order whose lines are split over two files for its whole basis', async () => {
    await newBrand()
    const random = generator(3)
    const rate = { numerator: 1n, denominator: 1n }
    const line = (price: bigint, date: string): FileLine => {
      return { line: 2, order: 'A', member: 'm', item: 'cup', quantity: 1n, price, date }
    }
    const [one, two] = [line(1_500_000n, '1'), line(1_500_000n, '2')]
    await plan([one], rate, random)
    await plan([two], rate, random)
    const [row] = await database`select earned from members where brand_id = ${brandId}`
    assert.equal(row?.['earned'], 300n)
  })

  it('counts equal lines of an order: a later file with one more adds one', async () => {
    await newBrand()
    const random = generator(5)
    const rate = { numerator: 1n, denominator: 1n }
    const line: FileLine = { line: 2, order: 'A', member: 'm', item: 'cup', quantity: 1n, price: 1_000_000n, date: '' }
    const added = []
    for (const count of [2, 2, 3, 1]) {
      const lines = Array.from({ length: count }, () => ({ ...line }))
      added.push((await plan(lines, rate, random)).counts.added)
    }
    assert.deepEqual(added, [2, 0, 1, 0])
  })

  it("leaves out lines of another member's order, with the reason", async () => {
    await newBrand()
    const line: FileLine = { line: 2, order: 'A', member: 'm', item: 'cup', quantity: 1n, price: 1_000_000n, date: '' }
    const rate = { numerator: 1n, denominator: 1n }
    const { counts } = await plan([line, { ...line, member: 'n' }, { ...line, member: '' }], rate, generator(1))
    assert.deepEqual(counts.skipped, { anotherCustomersOrder: 1, noCustomer: 1 })
  })

  const assertMembers = async (lines: FileLine[], rate: Rate) => {
    const plain: NaiveLine[] = lines.map((line) => ({ ...line, quantity: Number(line.quantity) }))
    const expected = naiveImport(plain, (line) => line.quantity < 0, [rate.numerator, rate.denominator])
    const rows = await database`select * from members where brand_id = ${brandId}`
    const actual = rows.map((row) => {
      const points = ['earned', 'credited', 'reversed', 'debt'].map((name) => (row[name] as bigint) / 100n)
      return [row['external_id'], ...points].join()
    })
    const wanted = [...expected].map(([id, m]) => [id, m.earned, m.credited, m.reversed, m.debt].join())
    assert.deepEqual(actual.toSorted(), wanted.toSorted())
  }

  /** Credits less what is taken back of them are what members hold, batch by batch and order by order. */
  const assertBatches = async () => {
    const [sums] = await database`
      select
        (select coalesce(sum(points - asked), 0)::bigint from batch_credits where brand_id = ${brandId}) as batches,
        (select coalesce(sum(points - reversed), 0)::bigint from order_credits where brand_id = ${brandId}) as orders,
        (select coalesce(sum(credited - reversed), 0)::bigint from members where brand_id = ${brandId}) as members,
        (select coalesce(max(n), 0)::int from (
          select count(*) as n from batch_credits where brand_id = ${brandId} group by sequence) s) as size`
    assert.equal(sums?.['batches'], sums?.['members'])
    assert.equal(sums?.['orders'], sums?.['members'])
    assert.ok((sums?.['size'] as number) <= 3)
  }
})

/** Files that end inside an order earn it in parts, which returns between the parts can tell. */
function cutBetweenOrders(lines: FileLine[], at: number): number {
  let cut = at
  while (cut > 0 && cut < lines.length && lines[cut]?.order === lines[cut - 1]?.order) cut += 1
  return cut
}

async function numbersOf(sql: Transaction, brandId: number) {
  const [row] = await sql`
    select
      (select coalesce(max(number), 0) + 1 from import_runs where brand_id = ${brandId})::int as run,
      (select coalesce(max(number), 0) + 1 from members where brand_id = ${brandId})::int as member,
      (select coalesce(max(number), 0) + 1 from orders where brand_id = ${brandId})::int as "order",
      (select coalesce(max(sequence), 0) + 1 from batches where brand_id = ${brandId})::bigint as sequence`
  return {
    scope: { brandId, provider: 'file', shop: 'main', run: row?.['run'] as number },
    nextMember: row?.['member'] as number,
    nextOrder: row?.['order'] as number,
    firstSequence: row?.['sequence'] as bigint,
  }
}

function rulesOf(rate: Rate, members: number) {
  const limits = { members, purchases: 100 }
  return { rate, skip: skipPlain, limits, returnWindow: 60, claimSeed: SEED, accountOf: () => undefined, now: 0n }
}

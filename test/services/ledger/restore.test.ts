import { strict as assert } from 'node:assert'
import { recoverBrand } from '../../../service/recover/recover-brand.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees, booksOf } from './books-of.ts'
import { deliver, type Message, openShop, returned, sale, work } from './ledger-fixture.ts'

const ANN = { account: '0x00000000000000000000000000000000000c0001' }

const refusedAs = (code: string) => (error: unknown) => (error as { code?: string }).code === code

describe('books of shops restored from a backup', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const bought = (order: string, amount: string): Message => sale(order, amount, { customer: ANN })

  /** Lives through `before`, is copied, lives on through `after`; gives the copy and what the books were. */
  const live = async (code: string, before: Message[], after: Message[][]) => {
    await newBrand(fixture, code)
    const first = await openShop(fixture, code)
    await deliver(first, before)
    await work(first)
    await first.minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: first.minter.url })
    const today = await openShop(fixture, code, { url: first.minter.url, seed: 2 })
    for (const messages of after) {
      await deliver(today, messages)
      await work(today)
    }
    await assertAgrees(today)
    const { open: _open, ...books } = await booksOf(today)
    await today.minter.database.end()
    return { restored: await openShop(fixture, code, { url: yesterday, seed: 3 }), books }
  }

  it('from before a batch: nothing is minted twice, and recover brings them back', async () => {
    const later = [[bought('A-2', '20.00'), bought('A-3', '5.00')]]
    const { restored, books } = await live('batch-shop', [bought('A-1', '10.00')], later)
    // What came since is delivered again by the shop, before anybody knows that the books are old.
    await deliver(restored, later[0] ?? [])
    await assert.rejects(work(restored), refusedAs('ChainAhead'))
    const recovery = await recoverBrand(restored.minter)
    assert.deepEqual([recovery.runsReplayed, recovery.batchesLinked, recovery.unfinishedRuns], [1, 1, 1])
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('from before a reversal: it is not taken twice', async () => {
    const back = returned('R-1', 'A-1', { amount: '4.00' })
    const { restored, books } = await live('reverse-shop', [bought('A-1', '10.00')], [[back]])
    await deliver(restored, [back])
    await assert.rejects(work(restored), refusedAs('JournalAhead'))
    const recovery = await recoverBrand(restored.minter)
    assert.deepEqual([recovery.runsReplayed, recovery.reversals], [1, 1])
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('from before many runs: all of them are written again', async () => {
    const later = [
      [bought('A-2', '20.00'), returned('R-1', 'A-1', { amount: '4.00' })],
      [returned('R-2', 'A-2', { amount: '20.00' }), sale('B-1', '7.00', { customer: { email: 'bob@shop.test' } })],
      [
        sale('B-2', '9.00', { customer: { email: 'BOB@shop.test' } }),
        { type: 'sale.return_undone', data: { refund: 'R-1', order: 'A-1' } },
      ],
    ]
    const { restored, books } = await live('many-shop', [bought('A-1', '10.00')], later)
    const { runsReplayed } = await recoverBrand(restored.minter)
    assert.equal(runsReplayed, 3)
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })
})

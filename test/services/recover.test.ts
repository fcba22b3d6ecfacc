import { strict as assert } from 'node:assert'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ImportError } from '../../service/import/import-error.ts'
import { recoverBrand } from '../../service/recover/recover-brand.ts'
import { writeBusyFile } from './busy-file.ts'
import { booksOf } from './import-books.ts'
import {
  type ImportFixture,
  importFile,
  newBrand,
  newMinter,
  startImportFixture,
  writeOrders,
} from './import-fixture.ts'

describe('a database restored from yesterday', function () {
  this.timeout(240_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const files = async () => ({
    first: await writeBusyFile(fixture.network.home, { orders: 60, members: 12, seed: 1, name: 'first.csv' }),
    second: await writeBusyFile(fixture.network.home, { orders: 90, members: 14, seed: 2, name: 'second.csv' }),
    third: await writeOrders(fixture, 'third.csv', ['Z1,m1,cup,9,9', 'Z2,m1,item-1,-2,20', 'Z3,m2,item-2,-3,9']),
  })

  /** Imports two files, with a copy of the database taken between them. */
  const importAndRestore = async (code: string) => {
    const { first, second, third } = await files()
    await newBrand(fixture, code)
    const minter = await newMinter(fixture, code)
    await importFile(minter, first, { limits: { members: 5, purchases: 100 } })
    await minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: minter.url })
    const today = await newMinter(fixture, code, minter.url)
    await importFile(today, second, { limits: { members: 5, purchases: 100 } })
    await importFile(today, third)
    const books = await booksOf(today)
    await today.database.end()
    return { restored: await newMinter(fixture, code, yesterday), books, second, third }
  }

  it('stops loudly, and is healed by recover', async () => {
    const { restored, books, second, third } = await importAndRestore('heal-cafe')
    await assert.rejects(
      importFile(restored, third),
      (error) => error instanceof ImportError && error.code === 'ChainAhead',
    )
    const recovery = await recoverBrand(restored)
    assert.equal(recovery.runsReplayed, 2)
    assert.ok(recovery.batchesLinked > 3 && recovery.reversals > 0)
    for (const file of [second, third]) {
      const { report } = await importFile(restored, file)
      assert.equal(report.pointsCredited === '0.00' || report.alreadyImported === 0, true)
    }
    assert.deepEqual(await booksOf(restored), books)
    const again = await recoverBrand(restored)
    assert.deepEqual([again.runsReplayed, again.batchesLinked, again.unfinishedRuns], [0, 0, 0])
    assert.deepEqual(await booksOf(restored), books)
    await restored.database.end()
  })

  it('is healed from the receipts alone where the journals are lost', async () => {
    const { restored, books, second, third } = await importAndRestore('scrap-cafe')
    await rm(join(fixture.network.home, 'receipts', 'scrap-cafe', 'runs'), { recursive: true })
    const recovery = await recoverBrand(restored)
    assert.equal(recovery.runsReplayed, 0)
    assert.ok(recovery.batchesLinked > 3)
    for (const file of [second, third]) await importFile(restored, file)
    const after = await booksOf(restored)
    assert.equal(after.supply <= books.supply, true)
    await restored.database.end()
  })

  it('says where receipts are missing', async () => {
    const { restored } = await importAndRestore('lost-cafe')
    await rm(join(fixture.network.home, 'receipts', 'lost-cafe'), { recursive: true })
    await assert.rejects(recoverBrand(restored), /has no receipts of it. Restore that folder from a backup/)
    await restored.database.end()
  })
})

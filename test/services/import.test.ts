import { strict as assert } from 'node:assert'
import {
  type ImportFixture,
  importFile,
  newBrand,
  newMinter,
  startImportFixture,
  writeOrders,
} from './import-fixture.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'

describe('points import', () => {
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  it('mints what a file earns, and nothing when it comes again', async () => {
    const brandId = await newBrand(fixture, 'first-cafe')
    const minter = await newMinter(fixture, 'first-cafe')
    const path = await writeOrders(fixture, 'first.csv', [
      'A1,ann,cup,2,4.50',
      'A1,ann,pot,1,20.999',
      'B1,bob,cup,10,4.5',
      'R1,ann,pot,-1,20',
    ])
    const { report } = await importFile(minter, path)
    assert.deepEqual(
      { ...report, gasUsed: '', seconds: 0 },
      {
        orders: 2,
        lines: 4,
        returns: 1,
        members: 2,
        pointsCredited: '74.00',
        pointsReversed: '21.00',
        debt: '0.00',
        batches: 1,
        gasUsed: '',
        seconds: 0,
        skipped: {},
        alreadyImported: 0,
      },
    )
    assert.equal((await getBrand(fixture.client, { brandId })).supply, 5300n)
    const again = await importFile(minter, path)
    assert.equal(again.report.alreadyImported, 4)
    assert.equal(again.report.pointsCredited, '0.00')
    assert.equal((await getBrand(fixture.client, { brandId })).supply, 5300n)
    const second = await writeOrders(fixture, 'second.csv', [
      'R2,bob,cup,-3,4.5',
      'A2,ann,cup,1,7',
      'R3,ann,cup,-1,7',
      'R4,ann,zip,-1,900',
    ])
    const { report: more } = await importFile(minter, second)
    assert.deepEqual([more.pointsReversed, more.debt], ['29.00', '891.00'])
    assert.equal((await getBrand(fixture.client, { brandId })).supply, 3100n)
    await minter.database.end()
  })
})

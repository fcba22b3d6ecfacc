import { strict as assert } from 'node:assert'
import { readToken } from '../../../chain/read.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { deliver, openShop, returned, sale, type TestShop, work } from './ledger-fixture.ts'

const ANN = '0x00000000000000000000000000000000000a1111'

describe('sales of shops', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const balance = ({ minter }: TestShop, account: string) =>
    readToken(minter.client, minter.brandId, 'balanceOf', [account as `0x${string}`])

  it('are minted to the account the shop names, and taken back by what comes back', async () => {
    await newBrand(fixture, 'corner-shop')
    const shop = await openShop(fixture, 'corner-shop')
    await deliver(shop, [sale('A-1', '40.00', { customer: { account: ANN } })])
    await work(shop)
    assert.equal(await balance(shop, ANN), 4_000n)
    await deliver(shop, [returned('R-1', 'A-1', { amount: '10.00' })])
    await work(shop)
    assert.equal(await balance(shop, ANN), 3_000n)
    const rows = await shop.minter.database`select kind, points, source from ledger order by entry`
    console.log(rows.map((row) => ({ ...row })))
    await shop.minter.database.end()
  })
})

import { strict as assert } from 'node:assert'
import { parseEther, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { redeemPoints } from '../../chain/actions/redeemPoints.ts'
import { transferPoints } from '../../chain/actions/transferPoints.ts'
import { withAccount, type WriteClient } from '../../chain/client.ts'
import { sendCall } from '../../chain/send.ts'
import type { Minter } from '../../service/import/minter.ts'
import { createKey, loadKey } from '../../service/keys/stored-keys.ts'
import { recoverBrand } from '../../service/recover/recover-brand.ts'
import {
  type ImportFixture,
  importFile,
  newBrand,
  newMinter,
  startImportFixture,
  writeOrders,
} from './import-fixture.ts'

class Crash extends Error {}

/** Points at which a backup is taken: before a reversal is planned, while it is under way, after it is booked. */
const MOMENTS = ['planned', 'committed', 'signed-reversals', 'before-booking', 'booked', 'before-done'] as const

describe('debts after an older database was restored', function () {
  this.timeout(60_000)
  let fixture: ImportFixture
  let ann: WriteClient
  let brands = 0
  before(async () => {
    fixture = await startImportFixture()
    await createKey(fixture.network.home, { name: 'ann' })
    ann = withAccount(fixture.client, privateKeyToAccount(await loadKey(fixture.network.home, 'ann')))
    await giveDevGasMoney(fixture.client, { account: ann.account.address, wei: parseEther('1') })
  })
  after(() => fixture.stop())

  const accountOf = (member: string) => (member === 'ann' ? ann.account.address.toLowerCase() : undefined)
  const take = (minter: Minter, path: string, returnWindow?: number) =>
    importFile(minter, path, { accountOf, ...(returnWindow === undefined ? {} : { returnWindow }) })

  /** Everything of the books that points and debts hang on. */
  const booksOf = async ({ database, brandId }: Minter) => {
    const rows = await Promise.all([
      database`select external_id, debt, earned, credited, reversed from members where brand_id = ${brandId} order by 1`,
      database`select order_id, remaining, earned, taken from orders where brand_id = ${brandId} order by 1`,
      database`select sequence, address, points, asked, reversed, short from batch_credits
        where brand_id = ${brandId} order by 1, 2`,
      database`select order_number, sequence, points, reversed from order_credits where brand_id = ${brandId} order by 1, 2`,
      database`select number, short, status from import_runs where brand_id = ${brandId} order by 1`,
    ])
    return rows.map((each) => each.map((row) => Object.values(row).join()))
  }

  const memberOf = async ({ database, brandId }: Minter) => {
    const [row] = await database`
      select debt, credited, reversed from members where brand_id = ${brandId} and external_id = 'ann'`
    return row
  }

  const files = () =>
    Promise.all([
      writeOrders(fixture, 'bought.csv', ['A1,ann,cup,10,10', 'B1,bob,cup,3,10']),
      writeOrders(fixture, 'returned.csv', ['R1,ann,cup,-5,10']),
      writeOrders(fixture, 'bought-again.csv', ['A2,ann,hat,1,10', 'B2,bob,hat,1,10']),
    ])

  /** Ann buys for 100, spends 80, returns for 50 (30 of it short), buys again for 10; a copy is taken on the way. */
  const live = async (backupAt: (typeof MOMENTS)[number], returnWindow?: number) => {
    const code = `debt-cafe-${++brands}`
    const [bought, returned, boughtAgain] = await files()
    const brandId = await newBrand(fixture, code)
    const minter = await newMinter(fixture, code)
    await take(minter, bought, returnWindow)
    await sendCall(ann, await redeemPoints(ann, { brandId, points: 8_000n, orderReference: zeroHash }))
    const checkpoint = (point: string) => {
      if (point === backupAt) throw new Crash(point)
    }
    await assert.rejects(take({ ...minter, checkpoint }, returned, returnWindow), Crash)
    await minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: minter.url })
    const today = await newMinter(fixture, code, minter.url)
    await take(today, returned, returnWindow)
    await take(today, boughtAgain, returnWindow)
    return { today, restored: await newMinter(fixture, code, yesterday), files: [returned, boughtAgain] }
  }

  const finishBoth = async (today: Minter, restored: Minter) => {
    assert.deepEqual(await booksOf(restored), await booksOf(today))
    await Promise.all([today.database.end(), restored.database.end()])
  }

  for (const moment of MOMENTS) {
    it(`equal those of the books that went on, with the backup taken at "${moment}"`, async () => {
      const { today, restored, files } = await live(moment)
      assert.deepEqual({ ...(await memberOf(today)) }, { debt: 2_000n, credited: 10_000n, reversed: 2_000n })
      await recoverBrand(restored)
      assert.deepEqual({ ...(await memberOf(restored)) }, { debt: 2_000n, credited: 10_000n, reversed: 2_000n })
      for (const file of files) await take(restored, file)
      await recoverBrand(restored)
      await finishBoth(today, restored)
    })
  }

  it('count once what fell due because its return window closed before the chain could take it back', async () => {
    const { today, restored, files } = await live('committed', 30)
    assert.deepEqual({ ...(await memberOf(today)) }, { debt: 4_000n, credited: 10_000n, reversed: 0n })
    await recoverBrand(restored)
    for (const file of files) await take(restored, file)
    await finishBoth(today, restored)
  })

  it('count once what the brand took back by hand', async () => {
    const [bought, , boughtAgain] = await files()
    const code = `debt-cafe-${++brands}`
    const brandId = await newBrand(fixture, code)
    const minter = await newMinter(fixture, code)
    await take(minter, bought)
    await sendCall(ann, await transferPoints(ann, { brandId, to: fixture.operator.account.address, points: 9_000n }))
    await minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: minter.url })
    const { network } = fixture
    await network.json('reverse', code, '1', 'ann', '40', '--as', `${code}-minter`)
    const today = await newMinter(fixture, code, minter.url)
    await take(today, boughtAgain)
    assert.deepEqual({ ...(await memberOf(today)) }, { debt: 2_000n, credited: 10_000n, reversed: 1_000n })
    const restored = await newMinter(fixture, code, yesterday)
    await recoverBrand(restored)
    await take(restored, boughtAgain)
    await finishBoth(today, restored)
  })
})

import { strict as assert } from 'node:assert'
import { getChainTime } from '../../../chain/actions/getChainTime.ts'
import { readToken } from '../../../chain/read.ts'
import { recoverBrand } from '../../../service/recover/recover-brand.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees, booksOf } from './books-of.ts'
import { reorganise } from './hard-times.ts'
import { deliver, type Message, openShop, returned, sale, type TestShop, work } from './ledger-fixture.ts'

const ANN = { account: '0x00000000000000000000000000000000000c0001' } as const

describe('books of shops restored from a backup, on a chain that takes blocks back', function () {
  this.timeout(30_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const bought = (order: string, amount: string): Message => sale(order, amount, { customer: ANN })
  const back = returned('R-1', 'A-1', { amount: '4.00' })

  /** Mints for A-1, is copied, and takes a part of it back. */
  const live = async (code: string) => {
    const brandId = await newBrand(fixture, code)
    const floor = (await getChainTime(fixture.client)).block
    const first = await openShop(fixture, code)
    await tell(first, bought('A-1', '10.00'))
    await first.minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: first.minter.url })
    const today = await openShop(fixture, code, { url: first.minter.url, seed: 2 })
    await tell(today, back)
    const held = () => readToken(fixture.client, brandId, 'balanceOf', [ANN.account])
    assert.equal(await held(), 600n)
    const restore = async (): Promise<TestShop> => {
      const restored = await openShop(fixture, code, { url: yesterday, seed: 3 })
      await recoverBrand(restored.minter)
      await deliver(restored, [back])
      return restored
    }
    const takeBack = (depth: number) => reorganise(fixture.client, { floor, depth })
    return { today, held, restore, takeBack }
  }
  const tell = async (shop: TestShop, message: Message): Promise<void> => {
    await deliver(shop, [message])
    await work(shop)
  }
  const end = async (...shops: TestShop[]): Promise<void> => {
    for (const shop of shops) {
      await assertAgrees(shop)
      await shop.minter.database.end()
    }
  }

  it('take back again what a block had that is gone, though they have no transaction of it', async () => {
    const { today, held, restore, takeBack } = await live('alone-shop')
    await end(today)
    const restored = await restore()
    await work(restored)
    await takeBack(1)
    assert.equal(await held(), 1_000n)
    await work(restored)
    assert.equal(await held(), 600n)
    await end(restored)
  })

  it('the same where it is gone before anything is done on them', async () => {
    const { today, held, restore, takeBack } = await live('early-shop')
    await end(today)
    const restored = await restore()
    await takeBack(1)
    await work(restored)
    assert.equal(await held(), 600n)
    await end(restored)
  })

  it('mint on where a nonce before theirs is free again that they know nothing of', async () => {
    const { today, held, restore, takeBack } = await live('gap-shop')
    await tell(today, bought('A-2', '20.00'))
    await end(today)
    const restored = await restore()
    await work(restored)
    await takeBack(2)
    assert.equal(await held(), 1_000n)
    await work(restored)
    assert.equal(await held(), 2_600n)
    const kinds = await restored.minter.database`
      select kind, status from transactions where run = 3 order by nonce, attempt`
    assert.deepEqual(
      kinds.map(({ kind, status }) => `${kind} ${status}`),
      ['reversal confirmed', 'batch confirmed', 'reversal confirmed'],
    )
    await end(restored)
  })

  it('know what a reversal took that has moved behind the block a later run was planned at', async () => {
    const { today, held, restore, takeBack } = await live('moved-shop')
    await tell(today, bought('A-2', '20.00'))
    await takeBack(2)
    await work(today)
    assert.equal(await held(), 2_600n)
    const { open: _open, ...books } = await booksOf(today)
    await end(today)
    const restored = await restore()
    await work(restored)
    const { open: _restoredOpen, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await end(restored)
  })
})

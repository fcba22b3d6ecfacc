import { strict as assert } from 'node:assert'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees, booksOf } from './books-of.ts'
import { generator } from './generator.ts'
import { deliver, openShop, type TestShop, work } from './ledger-fixture.ts'
import { randomHistory } from './random-history.ts'

/** Points at which a crash must not matter, see `checkpoint`. */
const SELLING = ['applied', 'planned', 'signed', 'committed', 'archived', 'before-send', 'sent', 'before-booking']
const TAKING_BACK = ['planned', 'committed', 'signed-reversals', 'booked', 'before-done']

const CUSTOMERS = [
  { account: '0x00000000000000000000000000000000000b0001' },
  { account: '0x00000000000000000000000000000000000b0002' },
  { email: 'cid@shop.test' },
]

class Crash extends Error {}

describe('a worker of shops that is interrupted', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  /** Sales first, then what comes back: so that there is something to reverse. */
  const messages = randomHistory(generator(11), { orders: 16, customers: CUSTOMERS })
  const halves = [
    messages.filter(({ type }) => type === 'sale.paid'),
    messages.filter(({ type }) => type !== 'sale.paid'),
  ] as const
  const limits = { members: 2, purchases: 10_000 }

  it('ends with the same books wherever it crashes', async () => {
    await newBrand(fixture, 'calm-shop')
    const calm = await openShop(fixture, 'calm-shop')
    for (const half of halves) {
      await deliver(calm, half)
      await work(calm, { limits })
    }
    await assertAgrees(calm)
    const expected = await booksOf(calm)
    await calm.minter.database.end()

    await newBrand(fixture, 'crash-shop')
    let shop: TestShop = await openShop(fixture, 'crash-shop')
    for (const [half, points] of [[halves[0], SELLING] as const, [halves[1], TAKING_BACK] as const]) {
      await deliver(shop, half)
      for (const [round, point] of points.entries()) {
        let passes = round % 3
        const checkpoint = (reached: string): void => {
          if (reached === point && passes-- === 0) throw new Crash(point)
        }
        await work(shop, { limits, checkpoint, window: 15 }).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
        const { url } = shop.minter
        await shop.minter.database.end()
        shop = await openShop(fixture, 'crash-shop', { url, seed: round + 2 })
      }
      await work(shop, { limits })
    }
    await assertAgrees(shop)
    assert.deepEqual(withoutHashes(await booksOf(shop)), withoutHashes(expected))
    await shop.minter.database.end()
  })
})

/** Each brand has a pepper of its own, so its members' names differ. */
function withoutHashes(books: Awaited<ReturnType<typeof booksOf>>): unknown {
  const strip = (text: string) => text.replace(/[0-9a-f]{64}/g, 'hash')
  return { ...books, members: books.members.map(strip).toSorted(), held: books.held.map(strip).toSorted() }
}

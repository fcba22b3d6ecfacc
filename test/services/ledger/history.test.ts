import { strict as assert } from 'node:assert'
import { parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { transferPoints } from '../../../chain/actions/transferPoints.ts'
import { withAccount, type WriteClient } from '../../../chain/client.ts'
import { readToken } from '../../../chain/read.ts'
import { sendCall } from '../../../chain/send.ts'
import { createKey, loadKey } from '../../../service/keys/stored-keys.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees } from './books-of.ts'
import { generator } from './generator.ts'
import { deliver, type Message, openShop, type TestShop, work } from './ledger-fixture.ts'
import { pointsOf } from './order-model.ts'
import { disturb, randomHistory } from './random-history.ts'

const SEEDS = Number(process.env['LEDGER_SEEDS'] ?? 3)
const FIRST_SEED = Number(process.env['POINTS_SEED'] ?? 1)
const ELSEWHERE = '0x00000000000000000000000000000000000e9999'

class Crash extends Error {}

describe('random histories of shops', function () {
  this.timeout(SEEDS * 60_000 + 60_000)
  let fixture: ImportFixture
  let members: WriteClient[]
  before(async () => {
    fixture = await startImportFixture()
    members = await Promise.all(['mia', 'noe', 'ole'].map(newMember))
  })
  after(() => fixture.stop())

  const newMember = async (name: string) => {
    await createKey(fixture.network.home, { name })
    const account = privateKeyToAccount(await loadKey(fixture.network.home, name))
    await giveDevGasMoney(fixture.client, { account: account.address, wei: parseEther('10') })
    return withAccount(fixture.client, account)
  }

  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    it(`end as a model in plain arithmetic does (seed ${seed})`, async () => {
      const code = `random-shop-${seed}`
      const brandId = await newBrand(fixture, code)
      const random = generator(seed)
      const customers = members.map(({ account }) => ({ account: account.address.toLowerCase() }))
      const messages = randomHistory(random, { orders: 12, customers })
      const spent = await live({ code, brandId, random, told: disturb(random, messages) })

      const shop = await openShop(fixture, code, { url: spent.url, seed })
      const expected = expectedOf(messages)
      for (const { account } of members) {
        const address = account.address.toLowerCase()
        const held = await readToken(fixture.client, brandId, 'balanceOf', [account.address])
        const [row] = await shop.minter.database`
          select debt from members where brand_id = ${brandId} and account = ${address}`
        const net = held + (spent.points.get(address) ?? 0n) - ((row?.['debt'] as bigint | undefined) ?? 0n)
        assert.equal(net, expected.get(address) ?? 0n, address)
      }
      await assertAgrees(shop)
      await shop.minter.database.end()
    })
  }

  type Life = { code: string; brandId: number; random: () => number; told: Message[] }

  /** Messages come in portions, the worker crashes now and then, and members move points away from under a return. */
  const live = async ({ code, brandId, random, told }: Life) => {
    let shop: TestShop = await openShop(fixture, code)
    const points = new Map<string, bigint>()
    for (let next = 0; next < told.length;) {
      const portion = 1 + Math.floor(random() * 20)
      await deliver(shop, told.slice(next, next + portion))
      next += portion
      const crashes = random() < 0.4
      let passes = crashes ? Math.floor(random() * 12) : -1
      const checkpoint = (): void => {
        if (passes-- === 0) throw new Crash()
      }
      await work(shop, { limits: { members: 2, purchases: 100 }, checkpoint }).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
      if (crashes) {
        await shop.minter.database.end()
        shop = await openShop(fixture, code, { url: shop.minter.url, seed: next })
      }
      if (random() < 0.3) await spend(brandId, members[Math.floor(random() * members.length)], points)
    }
    await work(shop)
    await shop.minter.database.end()
    return { url: shop.minter.url, points }
  }

  const spend = async (brandId: number, member: WriteClient | undefined, points: Map<string, bigint>) => {
    if (!member) return
    const { address } = member.account
    const held = await readToken(fixture.client, brandId, 'balanceOf', [address])
    if (held === 0n) return
    await sendCall(member, await transferPoints(fixture.client, { brandId, to: ELSEWHERE, points: held / 2n + 1n }))
    const key = address.toLowerCase()
    points.set(key, (points.get(key) ?? 0n) + held / 2n + 1n)
  }
})

/** What every customer ought to have in the end. */
function expectedOf(messages: readonly Message[]): Map<string, bigint> {
  const buyers = new Map(
    messages
      .filter(({ type }) => type === 'sale.paid')
      .map(({ data }) => [data['order'] as string, (data['customer'] as { account: string }).account]),
  )
  const expected = new Map<string, bigint>()
  for (const [order, points] of pointsOf(messages, 1n)) {
    const buyer = buyers.get(order) ?? ''
    expected.set(buyer, (expected.get(buyer) ?? 0n) + points)
  }
  return expected
}

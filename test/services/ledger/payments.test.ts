import { strict as assert } from 'node:assert'
import { type AbiEvent, type Hex, parseEther, toEventSelector } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { findPaymentsOfOrder } from '../../../chain/actions/findPaymentsOfOrder.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { payWithPoints } from '../../../chain/actions/payWithPoints.ts'
import { refundPayment } from '../../../chain/actions/refundPayment.ts'
import { transferPoints } from '../../../chain/actions/transferPoints.ts'
import { withAccount, type WriteClient } from '../../../chain/client.ts'
import { orderReferenceOf } from '../../../chain/codec/order-reference.ts'
import { clearingHubAbi } from '../../../chain/generated/abis.ts'
import { readToken } from '../../../chain/read.ts'
import { sendCall } from '../../../chain/send.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { createKey, loadKey } from '../../../service/keys/stored-keys.ts'
import { recoverBrand } from '../../../service/recover/recover-brand.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees } from './books-of.ts'
import { deliver, openShop, returned, sale, type TestShop, work } from './ledger-fixture.ts'

const HALF = 5n * 10n ** 17n
const WHOLE = 10n ** 18n
const PAID = toEventSelector(clearingHubAbi.find((each) => each.type === 'event' && each.name === 'Paid') as AbiEvent)

describe('members of shops who spend their points', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const newMember = async (name: string) => {
    await createKey(fixture.network.home, { name })
    const account = privateKeyToAccount(await loadKey(fixture.network.home, name))
    await giveDevGasMoney(fixture.client, { account: account.address, wei: parseEther('1') })
    return withAccount(fixture.client, account)
  }
  const held = ({ minter }: TestShop, account: `0x${string}`) =>
    readToken(minter.client, minter.brandId, 'balanceOf', [account])
  const debtOf = async ({ minter: { database, brandId } }: TestShop) => {
    const [row] = await database`select sum(debt)::bigint as debt from members where brand_id = ${brandId}`
    return row?.['debt'] as bigint
  }

  const payFor = async (member: WriteClient, brandId: number, order: string, points: bigint) => {
    const deadline = BigInt(Math.floor(Date.now() / 1000) + 3_600)
    const [orderReference, legs] = [orderReferenceOf(order), [{ brandId, points }]]
    await sendCall(member, payWithPoints(fixture.client, { brandId, orderReference, legs, minValue: 1n, deadline }))
  }
  const sharesOf = async (brandId: number, order: string) => {
    const found = await findPaymentsOfOrder(fixture.client, { brandId, orderReference: orderReferenceOf(order) })
    return found.map(({ share }) => share)
  }

  it('get back what they paid with points for what came back, once', async () => {
    const { client } = fixture
    const brandId = await newBrand(fixture, 'pay-shop')
    const ann = await newMember('ann')
    const account = ann.account.address
    const first = await openShop(fixture, 'pay-shop')
    await deliver(first, [sale('A-1', '500.00', { customer: { account } })])
    await work(first)
    const orderReference = orderReferenceOf('A-2')
    const legs = [{ brandId, points: 20_000n }]
    const deadline = BigInt(Math.floor(Date.now() / 1000) + 3_600)
    await sendCall(ann, payWithPoints(client, { brandId, orderReference, legs, minValue: 1n, deadline }))
    const spent = await held(first, account)
    await deliver(first, [sale('A-2', '10.00', { customer: { account }, points_tender: '2.00' })])
    await work(first)
    await first.minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: first.minter.url })

    const shop = await openShop(fixture, 'pay-shop', { url: first.minter.url, seed: 2 })
    const back = returned('R-1', 'A-2', { amount: '5.00' })
    await deliver(shop, [back])
    await work(shop)
    const shares = async () =>
      (await findPaymentsOfOrder(client, { brandId, orderReference })).map(({ share }) => share)
    assert.deepEqual(await shares(), [HALF])
    // Half of the 200 points paid came back, and half of the 8 points earned for the rest is kept.
    assert.equal(await held(shop, account), spent + 10_000n + 400n)
    await work(shop)
    assert.equal(await held(shop, account), spent + 10_000n + 400n)
    await assertAgrees(shop)
    await shop.minter.database.end()

    const restored = await openShop(fixture, 'pay-shop', { url: yesterday, seed: 3 })
    await recoverBrand(restored.minter)
    await deliver(restored, [back])
    await work(restored)
    assert.equal(await held(restored, account), spent + 10_000n + 400n)
    assert.deepEqual(await shares(), [HALF])
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('get back what they paid for the order of one shop, where another shop has one of that name', async () => {
    const brandId = await newBrand(fixture, 'two-shops')
    const cat = await newMember('cat')
    const { address } = cat.account
    const shop = await openShop(fixture, 'two-shops')
    const { database } = shop.minter
    await database`
      insert into shops (brand_id, number, provider, account, mode, status)
      values (${brandId}, 2, 'generic', 'web', 'live', 'connected')`
    const customer = { account: address }
    await deliver(shop, [sale('A-1', '500.00', { customer })])
    await work(shop)
    await payFor(cat, brandId, 'A-2', 20_000n)
    await payFor(cat, brandId, 'generic/web/A-2', 10_000n)
    await payFor(cat, brandId, 'A-3', 5_000n)
    const paid = { customer, points_tender: '1.00' }
    await deliver(shop, [sale('A-2', '10.00', paid), sale('A-3', '10.00', paid)])
    await deliver(shop, [sale('A-2', '10.00', paid), sale('A-3', '10.00', { customer })], 'live', 'web')
    await work(shop)
    const shares = async () => [
      await sharesOf(brandId, 'A-2'),
      await sharesOf(brandId, 'generic/web/A-2'),
      await sharesOf(brandId, 'A-3'),
    ]

    // It names no shop, and two have an order of that name: nobody knows whose it is.
    await deliver(shop, [returned('R-1', 'A-2', { amount: '10.00' })])
    await work(shop)
    assert.deepEqual(await shares(), [[0n], [0n], [0n]])
    const [alert] = await listAlerts(database)
    assert.equal(alert?.kind, 'paymentOfTwoOrders')
    assert.deepEqual([alert.detail['shop'], alert.detail['percent']], ['corner', '100'])
    const [command] = alert.detail['refund'] as string[]
    assert.equal(command, `points refund two-shops A-2 --member ${address} --as two-shops-minter`)

    // What names the shop is that shop's; of the other shop's order without points nothing can be meant.
    await deliver(shop, [returned('R-2', 'A-2', { amount: '5.00' })], 'live', 'web')
    await deliver(shop, [returned('R-3', 'A-3', { amount: '10.00' })])
    await work(shop)
    assert.deepEqual(await shares(), [[0n], [HALF], [WHOLE]])

    // Once it was refunded by hand, it is over.
    const [payment] = await findPaymentsOfOrder(fixture.client, { brandId, orderReference: orderReferenceOf('A-2') })
    const minterClient = withAccount(fixture.client, shop.minter.account)
    await sendCall(minterClient, refundPayment(fixture.client, { payment: payment!, share: WHOLE }))
    await database`update sales set refund_retry_at = null where refund_retry_at is not null`
    await work(shop)
    assert.deepEqual(await listAlerts(database), [])
    await assertAgrees(shop)
    await database.end()
  })

  it('get it back without the blocks being read again, unless the chain replaced them', async () => {
    const brandId = await newBrand(fixture, 'reading')
    const dan = await newMember('dan')
    const customer = { account: dan.account.address }
    const shop = await openShop(fixture, 'reading')
    const { database, client } = shop.minter
    const asked: bigint[] = []
    const request = (async ({ method, params }: { method: string; params: [{ fromBlock: Hex; topics: Hex[] }] }) => {
      if (method === 'eth_getLogs' && params[0].topics[0] === PAID) asked.push(BigInt(params[0].fromBlock))
      return client.request({ method, params } as never)
    }) as typeof client.request
    const watched = { ...shop, minter: { ...shop.minter, client: { ...client, request } } }
    await deliver(shop, [sale('A-1', '500.00', { customer })])
    await work(shop)
    for (const order of ['A-2', 'A-3']) {
      await payFor(dan, brandId, order, 10_000n)
      await deliver(shop, [sale(order, '10.00', { customer, points_tender: '1.00' })])
    }
    await work(shop)
    await client.request({ method: 'anvil_mine' as never, params: ['0x64'] as never })
    const takeBack = async (refund: string, order: string, amount: string) => {
      asked.length = 0
      await deliver(shop, [returned(refund, order, { amount })])
      await work(watched)
      return [...new Set(asked)]
    }
    assert.equal((await takeBack('R-1', 'A-2', '5.00'))[0], 0n)
    assert.deepEqual(await sharesOf(brandId, 'A-2'), [HALF])
    const [reading] = await database<{ block: bigint }[]>`select block from order_payment_reading`
    const from = await takeBack('R-2', 'A-2', '5.00')
    assert.ok(from.length > 0 && from.every((block) => block > reading!.block), from.join())
    assert.deepEqual(await sharesOf(brandId, 'A-2'), [WHOLE])

    await database`update order_payment_reading set block_hash = '0x00'`
    await database`update order_payments set legs = '[]'`
    assert.equal((await takeBack('R-3', 'A-3', '10.00'))[0], 0n)
    assert.deepEqual(await sharesOf(brandId, 'A-3'), [WHOLE])
    await assertAgrees(shop)
    await database.end()
  })

  it('get back what lands after its order came back, for a day; then the brand is told', async () => {
    const brandId = await newBrand(fixture, 'landing')
    const eve = await newMember('eve')
    const customer = { account: eve.account.address }
    let ahead = 0
    const shop = await openShop(fixture, 'landing', { now: () => new Date(Date.now() + ahead) })
    const { database } = shop.minter
    const later = async (hours: number) => {
      ahead += hours * 3_600_000
      await work(shop)
    }
    await deliver(shop, [sale('A-1', '500.00', { customer })])
    await work(shop)
    for (const order of ['A-2', 'A-3', 'A-4']) {
      await deliver(shop, [sale(order, '10.00', { customer, points_tender: '1.00' })])
      await deliver(shop, [returned(`R-${order}`, order, { amount: '5.00' })])
    }
    await work(shop)
    await payFor(eve, brandId, 'A-2', 10_000n)
    await later(2)
    assert.deepEqual(await sharesOf(brandId, 'A-2'), [HALF])

    // A day alone is not enough: a chain that stood still may still bring it.
    await later(30)
    await payFor(eve, brandId, 'A-3', 10_000n)
    await later(2)
    assert.deepEqual(await sharesOf(brandId, 'A-3'), [HALF])
    assert.deepEqual(await listAlerts(database, { brandId }), [])

    await fixture.client.request({ method: 'anvil_mine' as never, params: ['0x40'] as never })
    await later(2)
    const [alert, ...more] = await listAlerts(database, { brandId })
    assert.deepEqual([alert?.kind, alert?.detail['order'], more], ['paymentNotFound', 'A-4', []])
    assert.deepEqual([...(await database`select * from sought_payments`)], [])

    // What comes back later is looked for anew, and with the payment all of it is given back.
    await payFor(eve, brandId, 'A-4', 10_000n)
    await deliver(shop, [returned('R-5', 'A-4', { amount: '5.00' })])
    await work(shop)
    assert.deepEqual(await sharesOf(brandId, 'A-4'), [WHOLE])
    assert.deepEqual(await listAlerts(database, { brandId }), [])
    await assertAgrees(shop)
    await database.end()
  })

  it('owe what is not there to be taken back, and the next purchase repays it', async () => {
    const { client } = fixture
    const brandId = await newBrand(fixture, 'debt-shop')
    const bob = await newMember('bob')
    const account = bob.account.address
    const shop = await openShop(fixture, 'debt-shop')
    await deliver(shop, [sale('A-1', '50.00', { customer: { account } })])
    await work(shop)
    const elsewhere = '0x00000000000000000000000000000000000f0001'
    await sendCall(bob, await transferPoints(client, { brandId, to: elsewhere, points: 4_000n }))
    await deliver(shop, [returned('R-1', 'A-1', { amount: '50.00' })])
    await work(shop)
    assert.deepEqual([await held(shop, account), await debtOf(shop)], [0n, 4_000n])
    await deliver(shop, [sale('A-2', '60.00', { customer: { account } })])
    await work(shop)
    assert.deepEqual([await held(shop, account), await debtOf(shop)], [2_000n, 0n])
    // The return did not happen after all: its points are given again.
    await deliver(shop, [{ type: 'sale.return_undone', data: { refund: 'R-1', order: 'A-1' } }])
    await work(shop)
    assert.deepEqual([await held(shop, account), await debtOf(shop)], [7_000n, 0n])
    await assertAgrees(shop)
    await shop.minter.database.end()
  })

  it('wait for what is pending, and a return takes that first', async () => {
    await newBrand(fixture, 'late-shop')
    let now = new Date()
    const account = '0x00000000000000000000000000000000000f0002'
    const shop = await openShop(fixture, 'late-shop', { rules: { pendingSeconds: 14 * 86_400 }, now: () => now })
    const test = sale('T-1', '10.00', { customer: { account }, test: true })
    const at = now.toISOString()
    await deliver(shop, [{ ...sale('A-1', '50.00', { customer: { account } }), at }, test])
    await work(shop)
    assert.equal(await held(shop, account), 0n)
    await deliver(shop, [returned('R-1', 'A-1', { amount: '20.00' })])
    await work(shop)
    now = new Date(now.getTime() + 14 * 86_400_000)
    await work(shop)
    assert.equal(await held(shop, account), 3_000n)
    const kinds = await shop.minter.database`select kind, points from ledger order by entry`
    assert.deepEqual(
      kinds.map((row) => Object.values(row).join()),
      ['earn,5000', 'return,-2000', 'mint,3000'],
    )
    const [tried] = await shop.minter.database`select detail from inbox where reason = 'test mode'`
    assert.equal((tried?.['detail'] as { sales: { wouldEarn: string }[] }).sales[0]?.wouldEarn, '10.00')
    await assertAgrees(shop)
    await shop.minter.database.end()
  })
})

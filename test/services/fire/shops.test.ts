import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { bodyOf } from '../../../bench/acceptance/sign-delivery.ts'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { readToken } from '../../../chain/read.ts'
import { claimAddressOf } from '../../../service/keys/claim-keys.ts'
import { drawFrom } from '../../model/random.ts'
import {
  alertsOf,
  balanceOf,
  deliver,
  deliverBody,
  type FireStage,
  inboxOf,
  openShop,
  refundOf,
  saleOf,
  serve,
  type Serving,
  startFireStage,
  supplyOf,
  until,
} from './fire-stage.ts'

describe('what shops do to us', function () {
  this.timeout(90_000)
  let stage: FireStage
  let one: Serving
  let other: Serving
  before(async () => {
    stage = await startFireStage()
    ;[one, other] = [await serve(stage), await serve(stage)]
  })
  after(async () => {
    await Promise.all([one?.stop(), other?.stop()])
    await stage?.stop()
  })

  const settled = (code: string, statuses: Record<string, number>) =>
    until(async () => {
      const rows = await inboxOf(stage, code)
      const counts: Record<string, number> = {}
      for (const { status } of rows.toSorted((a, b) => (a.status < b.status ? -1 : 1))) {
        counts[status] = (counts[status] ?? 0) + 1
      }
      return counts
    }, statuses)

  it('mint once what is delivered 20 times, then 32 times at once to two replicas, also under other ids', async () => {
    await openShop(stage, 'twenty-cafe')
    const sale = saleOf('twenty-cafe', 1, '12.50')
    const statuses: number[] = []
    for (let times = 0; times < 20; times += 1) statuses.push(await deliver(stage, one, sale))
    const copies = Array.from({ length: 32 }, (_, i) =>
      deliver(stage, i % 2 ? one : other, { ...sale, id: `copy-${i % 4}` }),
    )
    statuses.push(...(await Promise.all(copies)))
    assert.deepEqual(new Set(statuses), new Set([200]))
    await until(() => supplyOf(stage, 'twenty-cafe'), 1_200n)
    await settled('twenty-cafe', { processed: 5 })
    await one.stop().then(async () => (one = await serve(stage)))
    assert.equal(await balanceOf(stage, 'twenty-cafe', 1), 1_200n)
  })

  it('end in the same place in whatever order sales and returns come', async () => {
    for (const code of ['order-cafe', 'chaos-cafe']) await openShop(stage, code)
    const sales = Array.from({ length: 12 }, (_, i) => saleOf('order-cafe', i % 4, `${10 + i}.55`))
    const returns = sales.flatMap((sale, i) => [refundOf(sale, `${1 + i}.20`), refundOf(sale, '0.07')])
    const inOrder = [...sales, ...returns]
    for (const line of inOrder) assert.equal(await deliver(stage, one, line), 200)
    const draw = drawFrom(11)
    const shuffled = inOrder
      .map((line) => ({ line: { ...line, brand: 'chaos-cafe' }, place: draw(1_000_000) }))
      .toSorted((a, b) => a.place - b.place)
    for (const { line } of shuffled) assert.equal(await deliver(stage, one, line), 200)
    await settled('order-cafe', { processed: 36 })
    await settled('chaos-cafe', { processed: 36 })
    const kept = (i: number) => {
      const [paid, back] = [1_055n + 100n * BigInt(i), 127n + 100n * BigInt(i)]
      return (((paid / 100n) * (paid - back)) / paid) * 100n
    }
    for (const member of [0, 1, 2, 3]) {
      const wanted = [member, member + 4, member + 8].reduce((sum, i) => sum + kept(i), 0n)
      await until(() => balanceOf(stage, 'order-cafe', member), wanted)
      await until(() => balanceOf(stage, 'chaos-cafe', member), wanted)
    }
  })

  it('give their customer a link that claims what waits', async () => {
    const brandId = await openShop(stage, 'link-cafe')
    const { json, home } = stage.network
    const unknown = saleOf('link-cafe', 1, '5.00')
    const told = bodyOf(unknown) as { data: object }
    const body = JSON.stringify({ ...told, data: { ...told.data, customer: { id: 'C-1' } } })
    assert.equal(await deliverBody(stage, one, { brand: 'link-cafe', id: unknown.id, body }), 200)
    await until(() => supplyOf(stage, 'link-cafe'), 500n)
    const ask = (...args: string[]) => json<{ link: string }>('member', 'link', '--brand', 'link-cafe', ...args)
    await assert.rejects(ask('--order', unknown.order), /no portal|has none/)

    const network = await readNetwork(home)
    assert.ok(network)
    await writeNetwork(home, { ...network, portalUrl: 'https://portal.example/' })
    const { link } = await ask('--order', unknown.order)
    const [, brand, key] = /^https:\/\/portal\.example\/claim#(\d+)\.([0-9a-f]{64})$/.exec(link) ?? []
    assert.equal(brand, String(brandId))
    const address = claimAddressOf(brandId, privateKeyToAccount(`0x${key}`).address)
    assert.equal(await readToken(stage.client, brandId, 'balanceOf', [address]), 500n)
    assert.equal((await ask('--member', address)).link, link)
    await assert.rejects(ask('--order', 'nobody-knows'), /know no order nobody-knows/)
    await assert.rejects(ask(), /Give either --member or --order/)
    await writeNetwork(home, network)
  })

  it('let the first of two bodies with one id win, and tell somebody', async () => {
    await openShop(stage, 'changed-cafe')
    const sale = saleOf('changed-cafe', 1, '10.00')
    assert.equal(await deliver(stage, one, sale), 200)
    assert.equal(await deliver(stage, one, { ...sale, lines: ['99.00'] }), 200)
    await until(() => supplyOf(stage, 'changed-cafe'), 1_000n)
    assert.deepEqual(await alertsOf(stage, 'changed-cafe'), ['deliveryChanged'])
  })

  it('park poison with a reason, and let the others flow', async () => {
    await openShop(stage, 'poison-cafe')
    const body = JSON.stringify(bodyOf(saleOf('poison-cafe', 1))).replace('"net":"10.00"', '"net":"ten"')
    const sales = [1, 2, 3, 4].map((member) => saleOf('poison-cafe', member))
    assert.equal(await deliverBody(stage, one, { brand: 'poison-cafe', id: 'poison-1', body }), 200)
    assert.equal(await deliverBody(stage, one, { brand: 'poison-cafe', id: 'poison-2', body: '{"type":' }), 200)
    for (const sale of sales) assert.equal(await deliver(stage, one, sale), 200)
    await settled('poison-cafe', { parked: 2, processed: 4 })
    await until(() => supplyOf(stage, 'poison-cafe'), 4_000n)
    const parked = (await inboxOf(stage, 'poison-cafe')).filter(({ status }) => status === 'parked')
    for (const { reason } of parked) assert.ok(reason && reason.length > 10, String(reason))
    assert.ok((await alertsOf(stage, 'poison-cafe')).includes('deliveriesParked'))
  })

  it('lose nothing over an outage that outlasts every retry: the list of orders is added, twice, and counts once', async () => {
    await openShop(stage, 'outage-cafe')
    const sales = Array.from({ length: 10 }, (_, i) => saleOf('outage-cafe', i % 3, '7.00'))
    // Three came through before the outage, and a refund of one that did not.
    for (const sale of sales.slice(0, 3)) assert.equal(await deliver(stage, one, sale), 200)
    assert.equal(await deliver(stage, one, refundOf(sales[5]!, '7.00')), 200)
    const path = join(stage.network.home, 'outage.jsonl')
    await writeFile(path, sales.map((sale) => `${JSON.stringify(bodyOf(sale))}\n`).join(''))
    const add = () =>
      stage.network.json('inbox', 'add', path, '--brand', 'outage-cafe', '--provider', 'generic', '--account', 'main')
    await add()
    await add()
    await until(() => supplyOf(stage, 'outage-cafe'), 6_300n)
    assert.deepEqual(await Promise.all([0, 1, 2].map((member) => balanceOf(stage, 'outage-cafe', member))), [
      2_800n,
      2_100n,
      1_400n,
    ])
  })
})

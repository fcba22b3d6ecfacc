import { strict as assert } from 'node:assert'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { parseEther } from 'viem'
import { findPayment } from '../../chain/actions/findPayment.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { refundPayment } from '../../chain/actions/refundPayment.ts'
import { withAccount, type WriteClient } from '../../chain/client.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import { readNetwork, writeNetwork } from '../../chain/network.ts'
import { readToken } from '../../chain/read.ts'
import { sendCall } from '../../chain/send.ts'
import { privateKeyToAccount } from 'viem/accounts'
import { createKey, loadKey } from '../../service/keys/stored-keys.ts'
import { type ImportFixture, newBrand, startImportFixture, writeOrders } from './import-fixture.ts'

type World = { till: string; tillId: number; airId: number; minter: WriteClient; accounts: string; second: string }

describe('a database from before a batch, a reversal and a refund of a payment', function () {
  this.timeout(60_000)
  let fixture: ImportFixture
  let ann: `0x${string}`
  let airId: number
  before(async () => {
    fixture = await startImportFixture()
    await createKey(fixture.network.home, { name: 'ann' })
    ann = await fixture.network.addressOf('ann')
    await giveDevGasMoney(fixture.client, { account: ann, wei: parseEther('1') })
    airId = await newBrand(fixture, 'wing-air', { rate: 20_000n })
    await fixture.network.mint('wing-air-minter', airId, [{ member: ann, points: 100_000n }])
  })
  after(() => fixture.stop())

  const useDatabase = async (databaseUrl: string) => {
    const network = await readNetwork(fixture.network.home)
    assert.ok(network)
    await writeNetwork(fixture.network.home, { ...network, databaseUrl })
  }
  const importing = (code: string, path: string, accounts: string) =>
    ['import', path, '--brand', code, '--format', 'csv', '--accounts', accounts, '--yes'] as const

  /** What ann holds of both brands, what both reserves hold, and how often the minter has sent. */
  const state = async ({ tillId, minter }: World) => {
    const held = (id: number) => readToken(fixture.client, id, 'balanceOf', [ann])
    const brands = await Promise.all([tillId, airId].map((brandId) => getBrand(fixture.client, { brandId })))
    return {
      held: await Promise.all([held(tillId), held(airId)]),
      supplies: brands.map(({ supply }) => supply),
      reserves: brands.map(({ reserve }) => reserve),
      sent: await fixture.network.nonceOf(minter.account.address),
    }
  }

  const refunds = ({ tillId }: World) => {
    const address = fixture.client.contracts.hub
    const query = { abi: clearingHubAbi, eventName: 'PaymentRefunded', address, args: { brandId: tillId } } as const
    return collectEvents(fixture.client, { ...query, fromBlock: 0n })
  }

  const rowsOf = async (url: string, text: string) => {
    const sql = postgres(url, { max: 1 })
    return sql.unsafe(text).finally(() => sql.end())
  }
  const books = (url: string) =>
    Promise.all([
      rowsOf(url, 'select member, order_reference, share::text from payment_refunds'),
      rowsOf(url, 'select external_id, debt, earned, credited, reversed from members order by 1'),
      rowsOf(url, 'select sequence, points, minted_at from batches order by 1'),
      rowsOf(url, 'select sequence, address, points, asked, reversed, short from batch_credits order by 1, 2'),
    ])

  /** Ann pays 20 points of the till and 100 of the airline; after the backup come a batch, a reversal and a refund of 40 %. */
  const live = async (till: string) => {
    const { network, cluster, client } = fixture
    const tillId = await newBrand(fixture, till)
    const accounts = join(network.home, `${till}-accounts.csv`)
    await writeFile(accounts, `member,address\nann,${ann}\n`)
    const first = await writeOrders(fixture, `${till}-1.csv`, ['A1,ann,cup,10,10', 'B1,bob,cup,3,10'])
    const second = await writeOrders(fixture, `${till}-2.csv`, ['B2,bob,hat,5,10', 'R1,bob,cup,-1,10'])
    const todayUrl = await cluster.create()
    await useDatabase(todayUrl)
    await network.json(...importing(till, first, accounts))
    const paid = await network.json('pay', till, 'order-17', `${till}:20`, 'wing-air:100', '--as', 'ann')
    assert.equal(paid['valueUsd'], '0.40')
    const yesterday = await cluster.create({ copyOf: todayUrl })
    await network.json(...importing(till, second, accounts))
    const refund = ['refund', till, 'order-17', '--member', 'ann', '--as', `${till}-minter`]
    await network.json(...refund, '--percent', '40')
    await network.json('recover', '--brand', till)
    const minter = withAccount(client, privateKeyToAccount(await loadKey(network.home, `${till}-minter`)))
    await useDatabase(yesterday)
    return { world: { till, tillId, airId, minter, accounts, second }, todayUrl, yesterday, refund }
  }

  it('mints nothing before it is recovered, and then knows what was refunded', async () => {
    const { network } = fixture
    const { world, todayUrl, yesterday } = await live('stern-till')
    const before = await state(world)
    const refused = await network.points(...importing('stern-till', world.second, world.accounts))
    assert.equal(refused.code, 1)
    assert.match(refused.err, /The chain has minted 2 batches for stern-till, but the database knows of 1 of them/)
    assert.match(refused.err, /Nothing is minted\. Run `points recover --brand stern-till`, then try again\./)
    assert.equal((await rowsOf(yesterday, 'select * from payment_refunds')).length, 0)

    const recovery = await network.json<Record<string, unknown>>('recover', '--brand', 'stern-till')
    const { batchesOnChain, runsReplayed, reversals, paymentRefunds } = recovery
    assert.deepEqual(
      { batchesOnChain, runsReplayed, reversals, paymentRefunds },
      { batchesOnChain: 2, runsReplayed: 1, reversals: 1, paymentRefunds: 1 },
    )
    const [share] = await rowsOf(yesterday, 'select member, order_reference, share::text from payment_refunds')
    const orderReference = orderReferenceOf('order-17')
    const expected = { member: ann.toLowerCase(), order_reference: orderReference, share: `4${'0'.repeat(17)}` }
    assert.deepEqual({ ...share }, expected)
    assert.deepEqual(await books(yesterday), await books(todayUrl))
    assert.deepEqual(await state(world), before)

    const again = await network.json(...importing('stern-till', world.second, world.accounts))
    assert.deepEqual(await state(world), before)
    assert.equal(again['pointsReversed'], '10.00')
  })

  it('does not pay a refund twice that is asked for again, and pays what is left of it', async () => {
    const { network, client } = fixture
    const { world, refund } = await live('fair-till')
    await network.json('recover', '--brand', 'fair-till')
    const before = await state(world)
    const again = await network.json<Record<string, unknown>>(...refund, '--percent', '40')
    assert.deepEqual([again['refundedBeforePercent'], again['transactions']], ['40', []])
    const lower = await network.json<Record<string, unknown>>(...refund, '--percent', '25')
    assert.deepEqual(lower['transactions'], [])
    assert.deepEqual(await state(world), before)

    const payment = await findPayment(client, {
      brandId: world.tillId,
      member: ann,
      orderReference: orderReferenceOf('order-17'),
    })
    // A command line that does not know what was refunded sends the same total once more: nothing moves.
    const share = 4n * 10n ** 17n
    const sent = await sendCall(world.minter, refundPayment(client, { payment: { ...payment, share: 0n }, share }))
    assert.deepEqual(hubEventsOf([sent], 'PaymentRefunded'), [])
    assert.deepEqual(await state(world), { ...before, sent: before.sent + 1 })
    const other = { ...payment, paidAt: payment.paidAt + 1n }
    await assert.rejects(
      sendCall(world.minter, refundPayment(client, { payment: other, share: 10n ** 18n })),
      (error) => {
        assert.ok(error instanceof ChainError)
        assert.equal(error.code, 'UnknownPayment')
        assert.deepEqual(Object.values(error.args), [world.tillId, ann, payment.orderReference])
        return true
      },
    )

    await network.json(...refund)
    const logs = await refunds(world)
    assert.deepEqual(
      logs.map(({ args }) => [args.share, args.legs.map(({ brandId, points, value }) => [brandId, points, value])]),
      [
        [
          4n * 10n ** 17n,
          [
            [airId, 4_000n, 80_000n],
            [world.tillId, 800n, 80_000n],
          ],
        ],
        [
          10n ** 18n,
          [
            [airId, 6_000n, 120_000n],
            [world.tillId, 1_200n, 120_000n],
          ],
        ],
      ],
    )
    const end = await state(world)
    assert.deepEqual(end.held, [before.held[0]! + 1_200n, before.held[1]! + 6_000n])
    assert.deepEqual(end.reserves, [before.reserves[0]! - 120_000n, before.reserves[1]! + 120_000n])
    assert.deepEqual(end.held[0], 10_000n)
  })

  it('learns of the refund from the logs where the journals are lost too', async () => {
    const { world, todayUrl, yesterday } = await live('bare-till')
    await rm(join(fixture.network.home, 'receipts', 'bare-till', 'runs'), { recursive: true })
    const recovery = await fixture.network.json<Record<string, unknown>>('recover', '--brand', 'bare-till')
    assert.deepEqual([recovery['runsReplayed'], recovery['batchesLinked'], recovery['paymentRefunds']], [0, 1, 1])
    const [refunded, , batches] = await books(yesterday)
    const [expected, , batchesToday] = await books(todayUrl)
    assert.deepEqual([refunded, batches], [expected, batchesToday])
    const before = await state(world)
    const report = await fixture.network.json(...importing('bare-till', world.second, world.accounts))
    assert.equal(report['pointsCredited'], '0.00')
    assert.deepEqual((await state(world)).supplies, before.supplies)
  })
})

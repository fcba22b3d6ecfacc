import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  postVendor,
  VENDOR_FOLDER,
  type VendorOrder,
  haveVendorExamples,
  vendorOrders,
} from '../shops/vendor-orders.ts'
import { newBrand } from '../import-fixture.ts'
import { type FireStage, inboxOf, serve, type Serving, startFireStage, supplyOf, until } from './fire-stage.ts'

const CODE = 'four-shops'

type Entry = { kind: string; points: string }

describe("the vendors' own examples on chain", function () {
  this.timeout(90_000)
  let stage: FireStage
  let service: Serving
  let folder: string
  before(async function () {
    if (!haveVendorExamples()) {
      console.log(`      skipped: ${VENDOR_FOLDER} is not there`)
      // Nothing to send without the folder beside the repository.
      this.skip()
    }
    folder = await mkdtemp(join(tmpdir(), 'openpoints-vendors-'))
    stage = await startFireStage()
    service = await serve(stage)
  })
  after(async () => {
    await service?.stop()
    await stage?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const connect = async ({ provider, account, secret }: VendorOrder): Promise<void> => {
    const file = join(folder, provider)
    await writeFile(file, secret)
    const whose = ['--brand', CODE, '--provider', provider, '--account', account]
    await stage.network.json('shop', 'connect', ...whose, '--origin', service.url, '--secret-file', file)
  }

  it('mint, and what takes them back reverses', async () => {
    stage.brandIds.set(CODE, await newBrand(stage, CODE))
    const { json } = stage.network
    await json('shop', 'rules', '--brand', CODE, '--rate', '1', '--pending', '0s', '--return-window', '90d')
    const orders = vendorOrders()
    for (const order of orders) await connect(order)
    const send = (message: 'sold' | 'back') =>
      Promise.all(orders.map((order) => postVendor(service.url, CODE, order, order[message])))
    const sum = (points: 'earned' | 'kept') => orders.reduce((total, order) => total + order[points] * 100n, 0n)

    assert.deepEqual(
      await send('sold'),
      orders.map(() => 200),
    )
    await until(() => supplyOf(stage, CODE), sum('earned'))
    assert.deepEqual(
      await send('sold'),
      orders.map(() => 200),
    )
    assert.deepEqual(
      await send('back'),
      orders.map(() => 200),
    )
    await until(() => supplyOf(stage, CODE), sum('kept'))
    for (const { provider, orderId, earned, kept } of orders) {
      const entries = await json<Entry[]>('ledger', 'show', '--brand', CODE, '--order', orderId)
      const told = entries.map(({ kind, points }) => `${kind} ${points}`)
      const gone = earned - kept
      const expected = [`earn ${earned}.00`, `mint ${earned}.00`, `return -${gone}.00`, `reverse ${gone}.00`]
      assert.deepEqual(told, expected, provider)
    }
    const rows = (await inboxOf(stage, CODE)).map(({ status, reason }) => `${status} ${reason ?? ''}`.trim())
    assert.deepEqual(rows, Array<string>(orders.length * 2).fill('processed'))
  })
})

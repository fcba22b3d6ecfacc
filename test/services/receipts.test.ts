import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { readNetwork } from '../../chain/network.ts'
import { serveNetwork } from '../../service/http/serve.ts'
import { LEAF_ENCODING, purchasesRoot } from '../../service/receipts/purchases-root.ts'
import type { PurchaseReceipt } from '../../service/receipts/purchase-receipt.ts'
import { type ImportFixture, newBrand, startImportFixture, writeOrders } from './import-fixture.ts'

describe('receipts of purchases', function () {
  this.timeout(240_000)
  let fixture: ImportFixture
  let receipt: PurchaseReceipt
  let url: string
  before(async () => {
    fixture = await startImportFixture()
    url = await fixture.cluster.create()
    process.env['DATABASE_URL'] = url
    await newBrand(fixture, 'paper-cafe')
    const rows = [
      'A1,ann,cup,2,10',
      'A2,ann,pot,1,30',
      'B1,bob,cup,1,10',
      'R1,ann,cup,-1,10',
      'B2,bob,tea,1,4',
      'R2,bob,tea,-1,4',
    ]
    await fixture.network.json('import', await writeOrders(fixture, 'orders.csv', rows), '--brand', 'paper-cafe')
    receipt = await fixture.network.json('receipt', 'show', 'A1', '--brand', 'paper-cafe')
  })
  after(() => {
    delete process.env['DATABASE_URL']
    return fixture.stop()
  })

  const verify = async (changed: (copy: PurchaseReceipt) => void) => {
    const copy = structuredClone(receipt)
    changed(copy)
    const path = join(fixture.network.home, 'receipt.json')
    await writeFile(path, JSON.stringify(copy))
    return fixture.network.points('receipt', 'verify', path, '--rpc', fixture.network.rpcUrl, '--json')
  }
  const refuses = async (sentence: RegExp, changed: (copy: PurchaseReceipt) => void) => {
    const { code, err } = await verify(changed)
    assert.equal(code, 1)
    assert.match(err, sentence)
  }

  it('make the same root as the library, ten times as fast', () => {
    for (const size of [1, 2, 3, 7, 64, 101]) {
      const leaves = Array.from({ length: size }, (_, i) => ({
        reference: `0x${(i * 7919 + 1).toString(16).padStart(64, '0')}`,
        member: `0x${(i % 5).toString(16).padStart(40, 'a')}`,
        points: BigInt(i) ** 5n,
      }))
      const values = leaves.map((each) => [each.reference, each.member, each.points])
      assert.equal(purchasesRoot(leaves), StandardMerkleTree.of(values, LEAF_ENCODING).root)
    }
  })

  it('hold what remained of a purchase whose return fell in the same batch', () => {
    assert.equal(receipt.purchase.points, '1000')
    assert.deepEqual(
      receipt.others.map((each) => each.points),
      ['3000'],
    )
    assert.equal(receipt.purchase.date, '2026-01-01')
  })

  it('are verified with nothing but an RPC', async () => {
    delete process.env['DATABASE_URL']
    const { code, out } = await verify(() => undefined)
    assert.equal(code, 0)
    assert.deepEqual([JSON.parse(out).valid, JSON.parse(out).creditedInBatch], [true, '40.00'])
  })

  it('do not verify with more points', () =>
    refuses(/is not among those of batch 1/, (copy) => (copy.purchase.points = '1001')))
  it('do not verify for another order', () =>
    refuses(/does not belong to this order/, (copy) => (copy.purchase.order = 'A9')))
  it('do not verify for another member', () =>
    refuses(/is not among/, (copy) => (copy.member = `0x${'12'.repeat(20)}`)))
  it('do not verify with another root', () =>
    refuses(/published another root/, (copy) => (copy.root = `0x${'12'.repeat(32)}`)))
  it('do not verify where a purchase is left out: the sum is short', () =>
    refuses(/sum to 10.00 points, but the batch credited 40.00/, (copy) => (copy.others = [])))
  it('do not verify where a purchase is counted twice', () =>
    refuses(/counted twice/, (copy) => copy.others.push({ ...copy.others[0]! })))
  it('do not verify for a batch that does not exist', () =>
    refuses(/has minted no batch 7/, (copy) => (copy.sequence = '7')))

  it('are told to the portal alone, for one member at a time', async () => {
    const { home } = fixture.network
    const network = await readNetwork(home)
    assert.ok(network)
    await fixture.network.points('key', 'new', 'relay')
    const databaseUrl = url
    const env = { SERVICE_TOKEN: 'the portal' }
    const log = (): void => undefined
    const service = await serveNetwork({ home, network: { ...network, databaseUrl }, env, port: 0, log })
    const ask = async (path: string, token = 'the portal') => {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${service.url}/v1/members/${path}`, { headers })
      return { status: answer.status, body: (await answer.json()) as { receipts: PurchaseReceipt[]; code?: string } }
    }
    try {
      const { status, body } = await ask(`${receipt.member}/receipts/${receipt.brandId}/1`)
      assert.equal(status, 200)
      assert.deepEqual(
        body.receipts.map(({ purchase }) => [purchase.order, purchase.points]),
        [
          ['A1', '1000'],
          ['A2', '3000'],
        ],
      )
      assert.deepEqual(body.receipts[0], receipt)
      const stranger = `0x${'12'.repeat(20)}`
      assert.deepEqual((await ask(`${stranger}/receipts/${receipt.brandId}/1`)).body, { receipts: [] })
      assert.deepEqual((await ask(`${receipt.member}/receipts/${receipt.brandId}/9`)).body, { receipts: [] })
      assert.deepEqual((await ask(`${receipt.member}/receipts/99/1`)).body, { receipts: [] })
      assert.equal((await ask(`${receipt.member}/receipts/none/1`)).status, 400)
      const refused = await ask(`${receipt.member}/receipts/${receipt.brandId}/1`, 'guessed')
      assert.deepEqual([refused.status, refused.body.code], [401, 'NotThePortal'])
    } finally {
      await service.stop()
    }
  })

  it('say that an order has none', async () => {
    process.env['DATABASE_URL'] ??= await fixture.cluster.create()
    const { code, err } = await fixture.network.points('receipt', 'show', 'nothing', '--brand', 'paper-cafe')
    assert.equal(code, 1)
    assert.match(err, /No points were minted for order nothing at paper-cafe/)
  })
})

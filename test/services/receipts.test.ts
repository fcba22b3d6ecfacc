import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { LEAF_ENCODING, purchasesRoot } from '../../service/receipts/purchases-root.ts'
import type { PurchaseReceipt } from '../../service/receipts/purchase-receipt.ts'
import { type ImportFixture, newBrand, startImportFixture, writeOrders } from './import-fixture.ts'

describe('receipts of purchases', function () {
  this.timeout(240_000)
  let fixture: ImportFixture
  let receipt: PurchaseReceipt
  before(async () => {
    fixture = await startImportFixture()
    process.env['DATABASE_URL'] = await fixture.cluster.create()
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

  it('say that an order has none', async () => {
    process.env['DATABASE_URL'] ??= await fixture.cluster.create()
    const { code, err } = await fixture.network.points('receipt', 'show', 'nothing', '--brand', 'paper-cafe')
    assert.equal(code, 1)
    assert.match(err, /No points were minted for order nothing at paper-cafe/)
  })
})

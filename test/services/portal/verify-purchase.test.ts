import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { expect } from 'chai'
import { type Hex, keccak256, toHex } from 'viem'
import { purchaseReference } from '../../../service/receipts/purchase-reference.ts'
import { verifyPurchase } from '../../../web/features/receipts/verify-purchase.ts'

const member = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const other = '0x00000000000000000000000000000000000000aa'
const reference = (name: string): Hex => keccak256(toHex(name))
const salt = reference('salt')
const order = { provider: 'csv', shop: 'cafe', order: 'A-1' }
const leaves: [Hex, string, bigint][] = [
  [purchaseReference(salt, { ...order, orderId: order.order }), member, 1_200n],
  [reference('b'), member, 300n],
  [reference('c'), other, 500n],
  [reference('d'), other, 900n],
  [reference('e'), other, 10n],
]
const tree = StandardMerkleTree.of(leaves, ['bytes32', 'address', 'uint256'])
const root = tree.root as Hex

const leafOf = (index: number) => ({
  reference: leaves[index]?.[0],
  points: String(leaves[index]?.[2]),
  proof: tree.getProof(index),
})
const receipt = {
  ...{ schema: 1, chainId: 31337, hub: other, brandId: 3, brand: 'cafe', token: other, sequence: '4', root, member },
  purchase: { ...leafOf(0), ...order, salt, date: '' },
  others: [leafOf(1)],
}
const expected = { chainId: 31337, brandId: 3, sequence: '4', root, member: member as Hex, credited: '1500' }
const check = (changed: object, held = expected) => verifyPurchase(JSON.stringify({ ...receipt, ...changed }), held)

describe('verifyPurchase', () => {
  it('takes a genuine receipt', () => expect(check({})).to.deep.equal([]))

  it('names what is wrong with every other', () => {
    expect(verifyPurchase('{', expected)).to.deep.equal(['unreadable'])
    expect(check({ purchase: { ...receipt.purchase, order: 'A-2' } })).to.deep.equal(['order'])
    expect(check({ brandId: 4 })).to.deep.equal(['batch'])
    expect(check({ member: other })).to.deep.equal(['member'])
    expect(check({ root: reference('z') })).to.deep.equal(['root'])
    expect(check({ others: [] })).to.deep.equal(['sum'])
    expect(check({ others: [{ ...leafOf(1), points: '301' }] })).to.deep.equal(['proof', 'sum'])
    expect(check({ others: [leafOf(2)] })).to.deep.equal(['proof', 'sum'])
    expect(check({ others: [leafOf(0)] })).to.deep.equal(['twice', 'sum'])
  })
})

import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import type { Hex } from 'viem'
import { findBatch } from '../../chain/actions/findBatch.ts'
import type { ReadClient } from '../../chain/client.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { purchaseReference } from './purchase-reference.ts'
import { LEAF_ENCODING } from './purchases-root.ts'
import type { PurchaseReceipt } from './purchase-receipt.ts'

export type VerifiedReceipt = {
  valid: boolean
  /** What is wrong; empty where the receipt is valid. */
  faults: string[]
  mintedAt: bigint
  credited: bigint
}

/** Checks a receipt against the chain alone: reference, proof, and that the member's purchases sum to the credit. */
export async function verifyReceipt(
  client: ReadClient,
  receipt: PurchaseReceipt,
  fromBlock?: bigint,
): Promise<VerifiedReceipt> {
  const { brandId, purchase, others } = receipt
  const member = receipt.member.toLowerCase()
  const batch = await findBatch(client, { brandId, sequence: BigInt(receipt.sequence), fromBlock })
  const root = batch.purchasesRoot.toLowerCase()
  const faults: string[] = []
  const fault = (when: boolean, sentence: string) => {
    if (when) faults.push(sentence)
  }

  const identity = { provider: purchase.provider, shop: purchase.shop, orderId: purchase.order }
  const reference = purchaseReference(purchase.salt as Hex, identity)
  fault(reference !== purchase.reference, 'The reference does not belong to this order.')
  fault(root !== receipt.root, `Batch ${receipt.sequence} published another root than the receipt names.`)

  const all = [purchase, ...others]
  const repeated = new Set(all.map((each) => each.reference)).size !== all.length
  fault(repeated, 'The same purchase is counted twice.')
  for (const { reference: leaf, points, proof } of all) {
    const proven = StandardMerkleTree.verify(root, LEAF_ENCODING, [leaf, member, points], proof)
    fault(!proven, `The purchase ${leaf} is not among those of batch ${receipt.sequence}.`)
  }
  const credited = batch.credits.find((credit) => credit.member.toLowerCase() === member)?.points ?? 0n
  const sum = all.reduce((total, each) => total + BigInt(each.points), 0n)
  fault(
    sum !== credited,
    `The member's purchases sum to ${formatPoints(sum)} points, but the batch credited ${formatPoints(credited)}.`,
  )
  return { valid: faults.length === 0, faults, mintedAt: batch.mintedAt, credited }
}

import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import type { Database } from '../database/open-database.ts'
import { type BatchReceipts, readArchived } from './receipt-archive.ts'
import { LEAF_ENCODING } from './purchases-root.ts'
import type { PurchaseReceipt } from './purchase-receipt.ts'

export type ReceiptScope = {
  database: Database
  home: string
  code: string
  brandId: number
  chainId: number
  hub: string
}

/** Receipts of an order: one for each batch it was credited in. */
export async function findReceipts(
  scope: ReceiptScope,
  orderId: string,
  shop: string | undefined,
): Promise<PurchaseReceipt[]> {
  const rows = await scope.database`
    select c.sequence, o.reference, b.root from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence
    where o.brand_id = ${scope.brandId} and o.order_id = ${orderId} and (${shop ?? null}::text is null or o.shop = ${shop ?? null})
    order by c.sequence`
  const receipts: PurchaseReceipt[] = []
  for (const row of rows) {
    const { sequence, reference, root } = row as unknown as { sequence: bigint; reference: string; root: string }
    const archived = (await readArchived(scope, sequence)).find((each) => each.root === root)
    if (!archived) {
      throw new Error(`The archive has no receipts of batch ${sequence}. Restore ${scope.home}/receipts from a backup.`)
    }
    receipts.push(receiptOf(scope, archived, reference))
  }
  return receipts
}

/** Receipts of all purchases a member was credited with in a batch; none where these books do not know the batch. */
export async function findReceiptsOfCredit(
  scope: ReceiptScope,
  { sequence, member }: { sequence: bigint; member: string },
): Promise<PurchaseReceipt[]> {
  const [batch] = await scope.database<{ root: string }[]>`
    select root from batches where brand_id = ${scope.brandId} and sequence = ${sequence} and minted_at is not null`
  if (!batch) return []
  const archived = (await readArchived(scope, sequence)).find((each) => each.root === batch.root)
  if (!archived) return []
  const tree = treeOf(archived)
  const own = archived.purchases.filter(({ address }) => address === member.toLowerCase())
  return own.map(({ reference }) => receiptOf(scope, archived, reference, tree))
}

const treeOf = ({ purchases }: BatchReceipts): StandardMerkleTree<string[]> =>
  StandardMerkleTree.of(
    purchases.map((each) => [each.reference, each.address, each.points]),
    LEAF_ENCODING,
  )

/** One purchase with its proof, and all of the member's purchases in the batch, so that the sum can be checked too. */
function receiptOf(
  { hub }: ReceiptScope,
  archived: BatchReceipts,
  reference: string,
  tree = treeOf(archived),
): PurchaseReceipt {
  const { chainId, brandId, brand, token, sequence, root } = archived
  const proven = archived.purchases.map((each, index) => ({ ...each, index }))
  const bought = proven.find((each) => each.reference === reference)
  if (!bought) throw new Error(`The archive of batch ${sequence} does not hold the purchase ${reference}.`)
  const { salt, provider, shop, order, date, address: member, points } = bought
  const others = proven.filter((each) => each.address === member && each.reference !== reference)
  return {
    schema: 1,
    chainId,
    hub,
    brandId,
    brand,
    token,
    sequence,
    root,
    member,
    purchase: { reference, salt, provider, shop, order, date, points, proof: tree.getProof(bought.index) },
    others: others.map((each) => ({
      reference: each.reference,
      points: each.points,
      proof: tree.getProof(each.index),
    })),
  }
}

import { randomBytes } from 'node:crypto'
import { type Address, toHex } from 'viem'
import { getMovedTo } from '../../chain/actions/getMovedTo.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import { readToken } from '../../chain/read.ts'
import type { Network } from '../../chain/network.ts'
import { memberClaim } from '../../service/keys/claim-keys.ts'
import { claimSeedName } from '../../service/keys/stored-keys.ts'
import { purchaseReference } from '../../service/receipts/purchase-reference.ts'
import { purchasesRoot } from '../../service/receipts/purchases-root.ts'
import type { OrderFile, TakeOrders } from './order-scenes.ts'
import type { Stage } from './stage.ts'

export interface SampleBooks {
  take: TakeOrders
  close: () => Promise<void>
}

const RETURN_WINDOW = 90 * 86_400

export async function takeOrders({ stage }: { stage: Stage; network: Network }): Promise<SampleBooks> {
  return { take: (file) => mint(stage, file), close: async () => undefined }
}

async function mint(stage: Stage, { brand, brandId, lines }: OrderFile): Promise<void> {
  const { client } = stage.chain
  const cents = new Map<string, bigint>()
  for (const { order, member, quantity, cents: price } of lines) {
    if (quantity < 0) continue
    cents.set(`${member} ${order}`, (cents.get(`${member} ${order}`) ?? 0n) + BigInt(quantity * price))
  }
  const credits = new Map<Address, bigint>()
  const leaves: { reference: string; member: string; points: bigint }[] = []
  for (const [key, sum] of cents) {
    const [member = '', orderId = ''] = key.split(' ')
    const points = ((sum * brand.earns) / 100n) * 100n
    const { claimAddress } = memberClaim(stage.keys.secret(claimSeedName(brand.code)), brandId, member)
    const moved = await getMovedTo(client, { brandId, claimAddress })
    const address = moved ?? claimAddress
    credits.set(address, (credits.get(address) ?? 0n) + points)
    const salt = toHex(randomBytes(32))
    leaves.push({ reference: purchaseReference(salt, { provider: 'csv', shop: 'sample', orderId }), member: address, points })
  }
  const last = await readToken(client, brandId, 'lastSequence', [])
  const batch = {
    brandId,
    sequence: last + 1n,
    credits: [...credits].map(([member, points]) => ({ member, points })),
    purchasesRoot: purchasesRoot(leaves),
    returnWindow: RETURN_WINDOW,
  }
  await stage.chain.send(stage.minter(brand.code), mintBatch(client, batch))
}

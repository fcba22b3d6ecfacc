import { type Hex, concat, keccak256, stringToHex } from 'viem'

export type PurchaseIdentity = { provider: string; shop: string; orderId: string }

/** What a purchase is called on chain; without the salt nobody can tell which order it is. */
export function purchaseReference(salt: Hex, { provider, shop, orderId }: PurchaseIdentity): Hex {
  return keccak256(concat([salt, stringToHex(provider), stringToHex(shop), stringToHex(orderId)]))
}

import type { DataVault } from '../keys/data-vault.ts'
import type { Provider } from '../shops/shop-event.ts'
import { placeOf } from './insert-delivery.ts'

export type SealedDelivery = {
  brandId: number | bigint
  provider: Provider
  account: string
  deliveryId: string
  body: Uint8Array
}

/** The body of a row of the inbox, as it was delivered. Throws a KeyError where it does not open. */
export function openBody(vault: DataVault, row: SealedDelivery): Buffer {
  return vault.open(row.brandId, placeOf(row), row.body)
}

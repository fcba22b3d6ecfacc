import type { Provider } from '../shops/shop-event.ts'

export type ShopMode = 'live' | 'test'

/** A brand's connection to one shop. */
export type Shop = {
  brandId: number
  /** The brand's code. */
  brand: string
  number: number
  provider: Provider
  /** The shop as its provider names it. */
  account: string
  mode: ShopMode
  status: 'connected' | 'disconnected'
  /** The address its provider was given; none for tills. */
  url: string | null
  connectedAt: Date
  formerSecretUntil: Date | null
  /** Counts rotations; each secret lies in a file of its own. */
  secretVersion: number
  /** It has, or had until it was disconnected, a token for its provider's API; null: not known. */
  hasToken: boolean | null
}

export type ShopName = Pick<Shop, 'brand' | 'provider' | 'number'>

export type SecretOf = ShopName & Pick<Shop, 'secretVersion'>

/** Name of a shop's secret in the data folder. */
export const webhookSecretName = ({ brand, provider, number, secretVersion }: SecretOf): string =>
  `${brand}-${provider}-${number}-webhook${secretVersion === 0 ? '' : `-v${secretVersion}`}`

/** The secret before the last rotation, as long as it counts. Version 0 may have been rotated while names had no versions. */
export const formerSecretName = (shop: SecretOf): string =>
  shop.secretVersion === 0
    ? `${webhookSecretName(shop)}-former`
    : webhookSecretName({ ...shop, secretVersion: shop.secretVersion - 1 })

/** Names of the secrets that a shop had before this version, as far as they may still lie there. */
export const secretsBefore = (shop: SecretOf): string[] => [
  formerSecretName({ ...shop, secretVersion: 0 }),
  ...Array.from({ length: Math.max(0, shop.secretVersion) }, (_, secretVersion) =>
    webhookSecretName({ ...shop, secretVersion }),
  ),
]

/** What the provider's API is asked with, where the shop gave it. */
export const apiTokenName = ({ brand, provider, number }: ShopName): string => `${brand}-${provider}-${number}-api`

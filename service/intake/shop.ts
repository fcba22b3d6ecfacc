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
}

export type ShopName = Pick<Shop, 'brand' | 'provider' | 'number'>

/** Names of a shop's secrets in the data folder. */
export const webhookSecretName = ({ brand, provider, number }: ShopName): string =>
  `${brand}-${provider}-${number}-webhook`

/** The secret before the last rotation, as long as it counts. */
export const formerSecretName = (shop: ShopName): string => `${webhookSecretName(shop)}-former`

/** What the provider's API is asked with, where the shop gave it. */
export const apiTokenName = ({ brand, provider, number }: ShopName): string => `${brand}-${provider}-${number}-api`

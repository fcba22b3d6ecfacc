import type { Provider, ShopEvent } from './shop-event.ts'

/** A request as it came, before anything was read of it. */
export type RawDelivery = {
  headers: Headers
  body: Uint8Array
  /** The address the provider was given, to the byte: Square signs it. Never taken from the request. */
  url: string
  /** The shop's secret, and while it is being changed also the other one. */
  secrets: readonly string[]
  now: Date
}

/** A request whose signature holds. */
export type VerifiedDelivery = {
  kind: 'delivery'
  /** Unique per delivery of a shop; the same when the provider sends it again. */
  deliveryId: string
  topic: string
  /** The shop as the provider names it, where the request says so. */
  account?: string | undefined
  happenedAt?: Date | undefined
  /** Made with the provider's test mode, where the request says so. */
  test?: boolean | undefined
}

/** WooCommerce tries the address before it saves a webhook, unsigned: answer 200 and store nothing. */
export type Ping = { kind: 'ping' }

/** What was stored of a delivery. `receivedAt` dates what says no time of its own. */
export type StoredDelivery = { topic: string; body: Uint8Array; account: string; receivedAt: Date }

/** Asks the provider's API; every failure is a NeedsFetch. */
export type ShopFetcher = {
  /** @param path Beginning with a slash, below the API's root. Numbers come as their own text, never as floats. */
  getJson: (path: string) => Promise<unknown>
}

/** The shop has no API token: what a provider does not send is then done without, by amounts alone. */
export const WITHOUT_TOKEN = 'withoutToken'

export type ReadDelivery = { events: ShopEvent[] } | { ignored: string }

/** @param fetcher None: the provider is not asked, and what only it knows is a NeedsFetch. */
export type Adapter = (
  delivery: StoredDelivery,
  fetcher?: ShopFetcher | typeof WITHOUT_TOKEN,
) => Promise<ReadDelivery> | ReadDelivery

export type Verifier = (delivery: RawDelivery) => VerifiedDelivery | Ping

/** Providers that send deliveries over HTTP. */
export type WebhookProvider = Exclude<Provider, 'till'>

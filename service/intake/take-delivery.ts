import type { Database } from '../database/open-database.ts'
import { BadDelivery } from '../shops/delivery-error.ts'
import type { Ping, VerifiedDelivery, WebhookProvider } from '../shops/shop-delivery.ts'
import { verifyDelivery } from '../shops/verify-delivery.ts'
import { raiseAlert } from './alerts.ts'
import type { InboxWriter } from './inbox-writer.ts'
import type { Inserted } from './insert-delivery.ts'
import { IntakeError } from './intake-error.ts'
import type { KnownShop, ShopDirectory } from './shop-directory.ts'
import { storeDelivery } from './store-delivery.ts'

/** What taking deliveries needs. */
export type IntakeDesk = {
  database: Database
  writer: InboxWriter
  directory: ShopDirectory
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

export type IncomingDelivery = {
  /** Code of the brand. */
  brand: string
  provider: WebhookProvider
  headers: Headers
  body: Uint8Array
  now: Date
}

/**
 * Finds the shop whose secret signed the delivery, and keeps it before anything is answered. Throws a BadDelivery or an
 * IntakeError where nobody known here signed it.
 */
export async function takeDelivery(desk: IntakeDesk, delivery: IncomingDelivery): Promise<Inserted | 'ping'> {
  const { shop, verified } = await findSigner(desk, delivery)
  if (verified.kind === 'ping') return 'ping'
  if (verified.account !== undefined && !sameAccount(verified.account, shop.account)) {
    await tellWrongAccount(desk, shop)
    throw new BadDelivery('BadSignature')
  }
  const { deliveryId, topic, happenedAt } = verified
  const { brandId, number, provider, account } = shop
  const inserted = await storeDelivery(desk, {
    ...{ brandId, shop: number, provider, account, deliveryId, topic, happenedAt, body: delivery.body },
    mode: verified.test === true ? 'test' : shop.mode,
  })
  await desk.checkpoint?.(`delivery ${inserted}`)
  return inserted
}

type Signed = { shop: KnownShop; verified: VerifiedDelivery | Ping }

async function findSigner({ directory }: IntakeDesk, delivery: IncomingDelivery): Promise<Signed> {
  const shops = await directory.find(delivery.brand, delivery.provider)
  try {
    return firstSigner(shops, delivery)
  } catch (error) {
    if (!isDoubtful(error)) throw error
    // The shop may have been connected, or its secret changed, a moment ago.
    return firstSigner(await directory.findNow(delivery.brand, delivery.provider), delivery)
  }
}

const isDoubtful = (error: unknown): boolean =>
  error instanceof IntakeError || (error instanceof BadDelivery && error.code === 'BadSignature')

/**
 * Of several whose secret fits, as when one app serves two shops, the one that the delivery names; of a live and a test connection
 * of one shop the live one, unless the delivery says that it is a test.
 */
function firstSigner(shops: readonly KnownShop[], { brand, provider, headers, body, now }: IncomingDelivery): Signed {
  if (shops.length === 0) {
    const sentence = `No shop of "${brand}" is connected with ${provider}. The brand connects it with \`points shop connect\`.`
    throw new IntakeError('UnknownShop', { status: 404, sentence })
  }
  const signed: Signed[] = []
  const refused: BadDelivery[] = []
  for (const shop of shops) {
    try {
      const { secrets } = shop
      signed.push({ shop, verified: verifyDelivery(provider, { headers, body, url: shop.url ?? '', secrets, now }) })
    } catch (error) {
      if (!(error instanceof BadDelivery)) throw error
      refused.push(error)
    }
  }
  const named = signed.filter(({ shop, verified }) => {
    return verified.kind === 'delivery' && verified.account !== undefined && sameAccount(verified.account, shop.account)
  })
  const fitting = named.length > 0 ? named : signed
  const found = fitting.find(isOfItsMode) ?? fitting[0]
  if (found) return found
  throw refused.find(({ code }) => code !== 'BadSignature') ?? refused[0]
}

const isOfItsMode = ({ shop, verified }: Signed): boolean =>
  shop.mode === (verified.kind === 'delivery' && verified.test === true ? 'test' : 'live')

/** Signed with this shop's secret, but in the name of another: somebody connected it under a wrong name. */
async function tellWrongAccount({ database }: IntakeDesk, shop: KnownShop): Promise<void> {
  const { brandId, provider, number, account } = shop
  await raiseAlert(database, {
    brandId,
    kind: 'otherAccount',
    subject: `${provider} ${number}`,
    detail: { provider, shop: number, account },
  })
}

const sameAccount = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

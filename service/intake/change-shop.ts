import type { Database, Transaction } from '../database/open-database.ts'
import { removeSecret, storeSecret } from '../keys/stored-secrets.ts'
import { listShops } from './list-shops.ts'
import { type Shop, apiTokenName, secretsBefore, webhookSecretName } from './shop.ts'
import { ShopError } from './shop-error.ts'

export type ShopPlace = { home: string; brandId: number; number: number }

/** Gives a shop a new secret; the old one counts until then too, so that nothing is refused while it is changed over there. */
export async function rotateSecret(
  database: Database | Transaction,
  { secret, formerUntil, ...place }: ShopPlace & { secret: string; formerUntil: Date },
): Promise<Shop> {
  const shop = await findConnected(database, place)
  const { home, brandId, number } = place
  const secretVersion = shop.secretVersion + 1
  // Nothing reads the file until the number is committed.
  await storeSecret(home, webhookSecretName({ ...shop, secretVersion }), secret)
  await database`
    update shops set former_secret_until = ${formerUntil}, secret_version = ${secretVersion}
    where brand_id = ${brandId} and number = ${number}`
  for (const name of secretsBefore({ ...shop, secretVersion: shop.secretVersion - 1 })) await removeSecret(home, name)
  return findConnected(database, place)
}

/**
 * Nothing more is taken of this shop, and its secrets are destroyed. What it delivered stays; what of it has to be asked for
 * waits until the shop is connected again.
 */
export async function disconnectShop(database: Database | Transaction, place: ShopPlace): Promise<Shop> {
  const shop = await findConnected(database, place)
  const { home, brandId, number } = place
  await database`
    update shops set status = 'disconnected', former_secret_until = null
    where brand_id = ${brandId} and number = ${number}`
  for (const name of [webhookSecretName(shop), ...secretsBefore(shop), apiTokenName(shop)])
    await removeSecret(home, name)
  return { ...shop, status: 'disconnected', formerSecretUntil: null }
}

/** Keeps the token by which the provider's API is asked. */
export async function storeApiToken(
  database: Database | Transaction,
  { token, ...place }: ShopPlace & { token: string },
): Promise<void> {
  const { home, brandId, number } = place
  await storeSecret(home, apiTokenName(await findConnected(database, place)), token)
  await database`update shops set has_token = true where brand_id = ${brandId} and number = ${number}`
}

async function findConnected(database: Database | Transaction, { brandId, number }: ShopPlace): Promise<Shop> {
  const [shop] = await listShops(database, { brandId, number })
  if (!shop) throw new ShopError(`This brand has no shop ${number}. \`points shop list\` shows them.`)
  if (shop.status === 'connected') return shop
  throw new ShopError(`Shop ${number} is disconnected. Connect it again with \`points shop connect\`.`)
}

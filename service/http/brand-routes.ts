import { Hono } from 'hono'
import type { ReadClient } from '../../chain/client.ts'
import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import type { BrandSecrets } from '../till/brand-secrets.ts'
import { brandAccessRoutes } from './brand-access-routes.ts'
import { BrandDoor } from './brand-door.ts'
import { brandInboxRoutes } from './brand-inbox-routes.ts'
import { brandMemberRoutes } from './brand-member-routes.ts'
import { brandShopRoutes } from './brand-shop-routes.ts'
import { brandStatusRoutes } from './brand-status-routes.ts'
import { brandTillRoutes } from './brand-till-routes.ts'
import { brandWebhookRoutes } from './brand-webhook-routes.ts'
import type { KeyEntrance } from './enter-by-key.ts'
import { limitBody } from './limit-body.ts'
import { problemResponse } from './problem.ts'

/** What routes of brands share. */
export type BrandDesk = {
  door: BrandDoor
  database: Database
  vault: DataVault
  /** Under which members' own keys lie. */
  masters: MasterKeys
  secrets: BrandSecrets
  /** Data folder: secrets of shops and receivers. */
  home: string
  client: ReadClient
  /** First block worth reading. */
  fromBlock: bigint
  /** Where the service is reached from outside; undefined where nobody has said. */
  serviceUrl: () => Promise<string | undefined>
  now: () => Date
}

export type BrandOptions = Omit<BrandDesk, 'door'> & { entrance: KeyEntrance }

/** Room for a sale of a thousand lines. */
export const MAX_BRAND_BODY = 1024 * 1024

/** The API of a brand's own programs; the brand comes out of the key alone. */
export function brandRoutes({ entrance, ...options }: BrandOptions): Hono {
  const { database, vault, masters } = options
  const desk: BrandDesk = { ...options, door: new BrandDoor({ database, vault, masters, entrance }) }
  const routes = new Hono()
  routes.use(
    limitBody(MAX_BRAND_BODY, (context) => {
      const detail = `The request is larger than ${MAX_BRAND_BODY} bytes. Send less at once.`
      return problemResponse(context, { code: 'TooLarge', status: 413, detail })
    }),
  )
  const parts = [
    ...[brandStatusRoutes, brandShopRoutes, brandTillRoutes],
    ...[brandWebhookRoutes, brandInboxRoutes, brandAccessRoutes, brandMemberRoutes],
  ]
  for (const part of parts) part(routes, desk)
  return routes
}

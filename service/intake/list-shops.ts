import type { Database, Transaction } from '../database/open-database.ts'
import type { Shop } from './shop.ts'

/** Shops of one brand or of all, the disconnected ones too. */
export async function listShops(
  sql: Database | Transaction,
  { brandId, number, connected = false }: { brandId?: number; number?: number; connected?: boolean } = {},
): Promise<Shop[]> {
  return sql<Shop[]>`
    select brand_id::int as "brandId", code as brand, number, provider, account, mode, status, url,
      connected_at as "connectedAt", former_secret_until as "formerSecretUntil",
      secret_version as "secretVersion", has_token as "hasToken"
    from shops join brands using (brand_id)
    where (${brandId ?? null}::bigint is null or brand_id = ${brandId ?? null}::bigint)
      and (${number ?? null}::int is null or number = ${number ?? null}::int)
      and (not ${connected} or status = 'connected')
    order by brand_id, number`
}

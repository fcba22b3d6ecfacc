import type { Hono } from 'hono'
import { closeAlertsBy } from '../access/alert-acts.ts'
import type { KeyHolder } from '../access/find-caller.ts'
import { readHeads } from '../access/read-log.ts'
import { listAlerts } from '../intake/alerts.ts'
import { type BrandHealth, readBrandHealth } from '../status/brand-health.ts'
import { readShopHealth } from '../status/shop-health.ts'
import { byCaller } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { alertsCloseSchema } from './brand-schema.ts'

const KEPT_MS = 30_000

/** How a brand stands, for its dashboards and monitors. */
export function brandStatusRoutes(routes: Hono, desk: BrandDesk): void {
  const { door, database, now } = desk
  const chainOf = keptAWhile(desk)
  routes.get('/status', async (context) => {
    const caller = await door.admit(context, 'getBrandStatus')
    const { brandId, brand } = caller
    const [chain, [books], alerts, [last]] = await Promise.all([
      chainOf(caller),
      readShopHealth(database, { brandId }),
      listAlerts(database, { brandId }),
      readHeads(database, { brandId }),
    ])
    const { code: _, ...onChain } = chain
    const { brand: __, ...inBooks } = books ?? {}
    return context.json({
      ...{ brand, time: now().toISOString(), chain: onChain, books: inBooks },
      alerts: alerts.length,
      auditHead: last?.head ?? null,
    })
  })
  routes.get('/alerts', async (context) => {
    const { brandId } = await door.admit(context, 'listBrandAlerts')
    const alerts = await listAlerts(database, { brandId })
    return context.json({
      alerts: alerts.map(({ id, kind, subject, detail, firstAt, lastAt, times }) => {
        const since = { firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), times }
        return { id: id.toString(), kind, subject, detail, ...since }
      }),
    })
  })
  routes.post('/alerts/close', (context) =>
    door.once(context, 'closeAlerts', {
      ...{ schema: alertsCloseSchema, status: 200 },
      work: async (sql, caller, { ids }) => {
        return { closed: (await closeAlertsBy(sql, byCaller(caller, now()), ids.map(BigInt))).length }
      },
    }),
  )
}

/** What the chain says of a brand takes many questions: one brand's monitors share an answer for a while. */
function keptAWhile({ client, database, fromBlock, now }: BrandDesk): (caller: KeyHolder) => Promise<BrandHealth> {
  const known = new Map<number, { at: number; health: Promise<BrandHealth> }>()
  return ({ brandId, brand }) => {
    const at = now().getTime()
    const last = known.get(brandId)
    if (last && at - last.at < KEPT_MS) return last.health
    const health = database<{ token: `0x${string}` }[]>`select token from brands where brand_id = ${brandId}`.then(
      ([row]) => readBrandHealth(client, { brandId, code: brand, token: row?.token ?? '0x', fromBlock }),
    )
    known.set(brandId, { at, health })
    health.catch(() => known.delete(brandId))
    return health
  }
}

import type { Hono } from 'hono'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { AccessError } from '../access/access-error.ts'
import { changeRulesBy } from '../access/rules-acts.ts'
import { connectShopBy, disconnectShopBy, rotateShopBy } from '../access/shop-acts.ts'
import type { Transaction } from '../database/open-database.ts'
import { accountName } from '../intake/account-name.ts'
import { listShops } from '../intake/list-shops.ts'
import type { Shop } from '../intake/shop.ts'
import { checkSecret, freshSecret } from '../intake/webhook-secret.ts'
import { webhookUrl } from '../intake/webhook-url.ts'
import { type BrandRules, DEFAULT_RULES, readRules, rulesAt } from '../ledger/brand-rules.ts'
import { byCaller, nothingThere, numberOf, refusing } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { brandNothingSchema, rulesSchema, shopConnectSchema, shopRotateSchema } from './brand-schema.ts'

/** Shops of a brand, and how their orders earn. */
export function brandShopRoutes(routes: Hono, desk: BrandDesk): void {
  const { door, database, home, now } = desk
  routes.get('/shops', async (context) => {
    const { brandId } = await door.admit(context, 'listShops')
    return context.json({ shops: (await listShops(database, { brandId })).map((shop) => describeShop(shop, now())) })
  })
  routes.post('/shops', (context) =>
    door.once(context, 'connectShop', {
      ...{ schema: shopConnectSchema, status: 201 },
      work: (sql, caller, { provider, account, mode, secret: given, apiToken }) =>
        refusing(async () => {
          const { brand, brandId } = caller
          const url = webhookUrl(await originOf(desk), { brand, provider })
          const secret = given === undefined ? freshSecret(provider) : checkSecret(provider, given)
          const options = { home, brandId, brand, provider, account: accountName(provider, account), mode, url }
          const shop = await connectShopBy(sql, byCaller(caller, now()), { ...options, secret, apiToken })
          return { ...describeShop(shop, now()), ...(given === undefined ? { secret } : {}) }
        }),
    }),
  )
  routes.post('/shops/:number/rotate', (context) =>
    door.once(context, 'rotateShop', {
      ...{ schema: shopRotateSchema, status: 200 },
      work: (sql, caller, { secret: given, apiToken, overlapSeconds }) =>
        refusing(async () => {
          const { brandId } = caller
          const number = numberOf(context)
          const { provider } = await findShop(sql, { brandId, number })
          const fresh = given === undefined && apiToken === undefined
          const text = given === undefined ? fresh && freshSecret(provider) : checkSecret(provider, given)
          const formerUntil = new Date(now().getTime() + overlapSeconds * 1_000)
          const secret = text === false ? undefined : { text, formerUntil }
          await rotateShopBy(sql, byCaller(caller, now()), { home, number, secret, apiToken })
          const shop = await findShop(sql, { brandId, number })
          return { ...describeShop(shop, now()), ...(fresh && secret ? { secret: secret.text } : {}) }
        }),
    }),
  )
  routes.post('/shops/:number/disconnect', (context) =>
    door.once(context, 'disconnectShop', {
      ...{ schema: brandNothingSchema, status: 200 },
      work: (sql, caller) =>
        refusing(async () => {
          const { brandId } = caller
          const { number } = await findShop(sql, { brandId, number: numberOf(context) })
          return describeShop(await disconnectShopBy(sql, byCaller(caller, now()), { home, number }), now())
        }),
    }),
  )
  brandRulesRoutes(routes, desk)
}

function brandRulesRoutes(routes: Hono, { door, database, now }: BrandDesk): void {
  routes.get('/rules', async (context) => {
    const { brandId } = await door.admit(context, 'getRules')
    return context.json(describeRules(rulesAt(await readRules(database, brandId), now())))
  })
  routes.post('/rules', (context) =>
    door.once(context, 'changeRules', {
      ...{ schema: rulesSchema, status: 201 },
      work: async (sql, caller, { pointsPerUnit, returnWindowSeconds, floorLimitUsd, ...rest }) => {
        const change = {
          rateText: pointsPerUnit,
          returnWindow: returnWindowSeconds,
          floorLimit: floorLimitUsd,
          ...rest,
        }
        return describeRules(await changeRulesBy(sql, byCaller(caller, now()), change))
      },
    }),
  )
}

async function originOf({ serviceUrl }: BrandDesk): Promise<string> {
  const url = await serviceUrl()
  if (url !== undefined) return url
  const sentence = 'Nobody has said where this service is reached. Its operator sets SERVICE_ORIGIN.'
  throw new AccessError('NoOrigin', { status: 422, sentence })
}

async function findShop(sql: Transaction, place: { brandId: number; number: number }): Promise<Shop> {
  const [shop] = await listShops(sql, place)
  if (shop) return shop
  throw nothingThere('shop')
}

function describeShop(
  { number, provider, account, mode, status, url, connectedAt, formerSecretUntil }: Shop,
  now: Date,
) {
  const rotating = formerSecretUntil !== null && formerSecretUntil > now
  return {
    ...{ shop: number, provider, account, mode, status, url, connectedAt: connectedAt.toISOString() },
    formerSecretUntil: rotating ? formerSecretUntil.toISOString() : null,
  }
}

function describeRules(rules: BrandRules) {
  const { version, fromAt, rateText, pendingSeconds, returnWindow, excludedCategories, capPerOrder, floorLimit } = rules
  const { currency = null, otherRates } = rules
  return {
    version,
    from: version === DEFAULT_RULES.version ? null : fromAt.toISOString(),
    ...{
      pointsPerUnit: rateText,
      currency,
      otherRates,
      pendingSeconds,
      returnWindowSeconds: returnWindow,
      excludedCategories,
    },
    capPerOrder: capPerOrder === undefined ? null : formatPoints(capPerOrder),
    floorLimitUsd: formatMoney(floorLimit),
  }
}

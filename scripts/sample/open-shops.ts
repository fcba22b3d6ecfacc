import type { Network } from '../../chain/network.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { connectShop } from '../../service/intake/connect-shop.ts'
import { freshSecret } from '../../service/intake/webhook-secret.ts'
import { addRules, DEFAULT_RULES } from '../../service/ledger/brand-rules.ts'
import { sampleBrands } from './brands.ts'
import type { Stage } from './stage.ts'

/** Brand with a shop of its own: `points shop try` sells there. */
export const SHOP_BRAND = 'moor-coffee'
const SHOP_NAME = 'corner'

/** What is sold from now on earns as the files of orders did, at once; one brand has a shop that tells of it. */
export async function openShops({
  stage,
  home,
  network,
}: {
  stage: Stage
  home: string
  network: Network
}): Promise<void> {
  const database = await openDatabase(network.databaseUrl, { connections: 1 })
  try {
    await database.begin(async (sql) => {
      for (const { code, earns } of sampleBrands) {
        const rate = { numerator: earns, denominator: 1n }
        const rateText = earns.toString()
        const currencies = { currency: 'USD', otherRates: { EUR: rateText, GBP: rateText } }
        const rules = { ...DEFAULT_RULES, ...currencies, rate, rateText, pendingSeconds: 0, fromAt: new Date(0) }
        await addRules(sql, stage.brandId(code), rules)
      }
    })
    const place = { home, brandId: stage.brandId(SHOP_BRAND), brand: SHOP_BRAND, provider: 'generic' as const }
    const secret = freshSecret('generic')
    await connectShop(database, { ...place, account: SHOP_NAME, mode: 'live', url: null, secret })
  } finally {
    await database.end({ timeout: 1 })
  }
}

import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import { addRules, type BrandRules, type NewRules, readRules, rulesAt } from '../ledger/brand-rules.ts'
import { type By, recorded, type Told } from './recorded.ts'

/** What is given changes, the rest stays; a cap of null is lifted. */
export type RulesChange = { [name in keyof Omit<NewRules, 'fromAt' | 'capPerOrder'>]?: NewRules[name] | undefined } & {
  capPerOrder?: bigint | null | undefined
}

/** Adds a version of a brand's rules; sales paid before it keep the one they had. */
export const changeRulesBy = (sql: Database | Transaction, by: By, change: RulesChange): Promise<BrandRules> =>
  recorded(sql, {
    ...{ by, act: 'rules.change', tell: tellRules },
    work: async (own) => {
      // One at a time per brand: the next version is the highest one's.
      await own`select 1 from brands where brand_id = ${by.brandId} for no key update`
      const now = rulesAt(await readRules(own, by.brandId), by.at)
      const { capPerOrder, ...rest } = change
      return addRules(own, by.brandId, {
        currency: rest.currency ?? now.currency,
        otherRates: rest.otherRates ?? now.otherRates,
        rateText: rest.rateText ?? now.rateText,
        pendingSeconds: rest.pendingSeconds ?? now.pendingSeconds,
        returnWindow: rest.returnWindow ?? now.returnWindow,
        excludedCategories: rest.excludedCategories ?? now.excludedCategories,
        floorLimit: rest.floorLimit ?? now.floorLimit,
        capPerOrder: capPerOrder === null ? undefined : (capPerOrder ?? now.capPerOrder),
      })
    },
  })

function tellRules(rules: BrandRules): Told {
  const {
    version,
    currency = null,
    otherRates,
    rateText,
    pendingSeconds,
    returnWindow,
    excludedCategories,
    capPerOrder,
    floorLimit,
  } = rules
  const cap = capPerOrder === undefined ? null : formatPoints(capPerOrder)
  const detail = {
    rate: rateText,
    currency,
    otherRates: Object.entries(otherRates).map(([code, rate]) => `${code}=${rate}`),
    pendingSeconds,
    returnWindow,
    excludedCategories,
    cap,
    floorLimit: formatMoney(floorLimit),
  }
  return { subject: version, detail }
}

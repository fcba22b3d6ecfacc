import type { Transaction } from '../database/open-database.ts'
import { earnSale } from '../../loyalty/earn-sale.ts'
import { type BrandRules, rateIn, readRules } from './brand-rules.ts'
import type { Difference } from './difference.ts'
import { type LedgerOrder, LedgerWindow } from './ledger-window.ts'
import { loadOrders } from './load-facts.ts'
import { amountsOf, type Amounts } from './recompute.ts'

const WINDOW = 2_000

/** Works out anew what every order earned and keeps, from its lines and returns, and compares it with what is stored. */
export async function checkFacts(
  sql: Transaction,
  brandId: number,
): Promise<{ orders: number; differences: Difference[] }> {
  const rules = new Map((await readRules(sql, brandId)).map((each) => [each.version, each]))
  const differences: Difference[] = []
  let orders = 0
  for (let last = 0; ;) {
    const rows = await sql`
      select order_number from sales where brand_id = ${brandId} and order_number > ${last}
      order by order_number limit ${WINDOW}`
    const numbers = rows.map((row) => row['order_number'] as number)
    if (numbers.length === 0) return { orders, differences }
    const window = new LedgerWindow({ nextMember: 0, nextOrder: 0 })
    await loadOrders(sql, brandId, window, numbers)
    for (const order of window.ordersByNumber.values()) differences.push(...differencesOf(order, rules))
    orders += numbers.length
    last = numbers.at(-1) ?? last
  }
}

function differencesOf(order: LedgerOrder, rules: ReadonlyMap<number, BrandRules>): Difference[] {
  const differences: Difference[] = []
  const of = `order ${order.number}`
  const compare = (what: string, expected: bigint, found: bigint): void => {
    if (expected !== found) differences.push({ what, of, expected: expected.toString(), found: found.toString() })
  }
  const { sale } = order
  const rule = sale && rules.get(sale.ruleVersion)
  if (sale && rule) {
    const lines = sale.lines.map(({ id: lineId, net, giftCard, categories }) => {
      return { lineId, net: BigInt(net), giftCard, categories }
    })
    // Books from before rules named currencies gave every one the same rate.
    const rate = rateIn(rule, sale.currency) ?? rule.rate
    const { earned, basis } = earnSale(lines, sale.tender, { ...rule, rate })
    compare('what the rules give for the sale', earned, BigInt(sale.breakdown.earned))
    compare('what of the sale counts', basis, BigInt(sale.breakdown.basis))
  }
  const amounts = amountsOf(order)
  for (const name of Object.keys(amounts) as (keyof Amounts)[]) {
    compare(`${name}, from what was told`, amounts[name], order[name])
  }
  return differences
}

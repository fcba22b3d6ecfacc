import { api, ask } from '../../browser/api.ts'
import { readFlows } from '../../flows/flow-store.ts'
import type { MovementRow, Page } from '../../graphql/rows.ts'
import type { Preferences } from '../../i18n/preferences.ts'

/** Everything the portal and the read model know of a member, amounts as decimal strings of the smallest unit. */
export async function collectEverything(account: string, preferences: Preferences): Promise<Record<string, unknown>> {
  const member = account.toLowerCase()
  const [overview, giving, payments, session] = await Promise.all([
    ask<Record<string, unknown>>('Member', { member }),
    ask<Record<string, unknown>>('Giving', { member }),
    ask<Record<string, unknown>>('Payments', { member }),
    api<unknown>('/api/session'),
  ])
  return {
    units: { points: '0.01 point', value: '0.000001 USD', time: 'seconds since 1970, UTC' },
    collectedAt: new Date().toISOString(),
    account,
    session,
    preferences,
    holdings: { balances: overview.balances, lots: overview.lots, state: overview.member },
    movements: await allMovements(member),
    giving: giving.givings,
    payments: payments.payments,
    underWay: readFlows().filter((flow) => flow.account === account),
  }
}

async function allMovements(member: string): Promise<MovementRow[]> {
  const rows: MovementRow[] = []
  for (let after: string | null = null; ;) {
    const answer: { movements: Page<MovementRow> } = await ask('Activity', { where: { member }, after, limit: 200 })
    rows.push(...answer.movements.items)
    if (!answer.movements.pageInfo.hasNextPage) return rows
    after = answer.movements.pageInfo.endCursor
  }
}

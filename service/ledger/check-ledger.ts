import { withBrandLock } from '../database/brand-lock.ts'
import type { Transaction } from '../database/open-database.ts'
import type { Minter } from '../import/minter.ts'
import { checkChain } from './check-chain.ts'
import { checkEntries } from './check-entries.ts'
import { checkFacts } from './check-facts.ts'
import type { Difference } from './difference.ts'

export type LedgerCheck = {
  entries: number
  orders: number
  members: number
  batches: number
  credits: number
  reversals: number
  /** Points in 0.01 point: earned and not mature yet, owed by members. */
  pending: bigint
  debt: bigint
  differences: Difference[]
}

type Scope = Pick<Minter, 'client' | 'brandId' | 'fromBlock' | 'code' | 'database'>

/**
 * Works out everything a brand's books say a second way: from what shops told, from the ledger's entries alone, and from the
 * chain. Changes nothing; nobody writes these books meanwhile.
 */
export async function checkLedger(scope: Scope): Promise<LedgerCheck> {
  const { database, brandId, code } = scope
  return withBrandLock(database, { brandId, code }, () =>
    database.begin('isolation level repeatable read read only', async (sql) => {
      const facts = await checkFacts(sql, brandId)
      const entries = await checkEntries(sql, brandId)
      const { differences, ...chain } = await checkChain(sql, scope)
      return {
        ...(await readTotals(sql, brandId)),
        ...{ ...chain, orders: facts.orders },
        differences: [...facts.differences, ...entries, ...differences],
      }
    }),
  )
}

async function readTotals(sql: Transaction, brandId: number) {
  const [row] = await sql`
    select (select count(*)::int from ledger where brand_id = ${brandId}) as entries,
      (select count(*)::int from members where brand_id = ${brandId}) as members,
      (select coalesce(sum(debt), 0)::bigint from members where brand_id = ${brandId}) as debt,
      (select coalesce(sum(kept - given), 0)::bigint from sales where brand_id = ${brandId} and kept - given > 0) as pending`
  const { entries, members, debt, pending } = row as unknown as Totals
  return { entries, members, debt, pending }
}

type Totals = { entries: number; members: number; debt: bigint; pending: bigint }

import type { Database, Transaction } from './open-database.ts'

/** Does something whole or not at all: in a transaction of its own, or as a part of the one that is open. */
export function inTransaction<result>(
  sql: Database | Transaction,
  work: (sql: Transaction) => Promise<result>,
): Promise<result> {
  return ('begin' in sql ? sql.begin(work) : sql.savepoint(work)) as Promise<result>
}

import postgres from 'postgres'
import type { Database } from './open-database.ts'

/**
 * One connection of its own to the same books, for locks that last as long as their connection. Not one reserved of the
 * pool: where the server ends that one, the driver's next write to it ends the whole process. This one connects again by
 * itself, and then holds nothing any more: compare `pg_backend_pid()`.
 */
export function openSession(database: Database): Database {
  const forever = { ...database.options, max: 1, idle_timeout: null, max_lifetime: null }
  return postgres(forever as unknown as postgres.Options<{ bigint: postgres.PostgresType<bigint> }>) as Database
}

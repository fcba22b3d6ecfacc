import type { Database } from '../../service/database/open-database.ts'

/** A crash of the machine while filling may cost the folder: nothing in it is worth more than filling it again. */
const SETTINGS = {
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
} as const

/** Lets the database write much at once, then as ever. */
export async function withBulkSettings<result>(database: Database, work: () => Promise<result>): Promise<result> {
  const reload = () => database.unsafe('select pg_reload_conf()')
  try {
    for (const [name, value] of Object.entries(SETTINGS)) await database.unsafe(`alter system set ${name} = '${value}'`)
    await reload()
    return await work()
  } finally {
    for (const name of Object.keys(SETTINGS)) await database.unsafe(`alter system reset ${name}`)
    await reload()
  }
}

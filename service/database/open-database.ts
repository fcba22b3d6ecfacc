import postgres from 'postgres'
import { DatabaseError } from './database-error.ts'
import { migrate } from './migrate.ts'

const TYPES = { bigint: postgres.BigInt }

/** A pool of connections to the books; int8 columns arrive as bigint. */
export type Database = postgres.Sql<{ bigint: bigint }>

/** One transaction, or the pool itself where no transaction is needed. */
export type Transaction = postgres.TransactionSql<{ bigint: bigint }>

/** Connects, and brings the tables up to date. Throws a DatabaseError in plain words. */
export async function openDatabase(url: string, { connections = 4, name = 'openpoints' } = {}): Promise<Database> {
  const database = postgres(url, {
    types: TYPES,
    max: connections,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: name },
  })
  try {
    await migrate(database)
    return database
  } catch (error) {
    await database.end({ timeout: 1 })
    throw explain(error, url)
  }
}

function explain(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error
  const code = (error as { code?: string }).code ?? ''
  const place = withoutPassword(url)
  if (['ECONNREFUSED', 'ENOTFOUND', 'ENOENT', 'CONNECT_TIMEOUT', 'ECONNRESET', 'EAI_AGAIN'].includes(code)) {
    const sentence = `No database answers at ${place}. Start the network (\`npm start\`) or set DATABASE_URL.`
    return new DatabaseError(sentence, { cause: error })
  }
  if (code === '3D000')
    return new DatabaseError(`There is no such database: ${place}. Create it first.`, { cause: error })
  if (code.startsWith('28')) {
    return new DatabaseError(`The database at ${place} refused the login. Check DATABASE_URL.`, { cause: error })
  }
  return error
}

function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^:/@]+):[^@/]*@/, '$1@')
}

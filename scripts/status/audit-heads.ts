import postgres from 'postgres'
import { readHeads } from '../../service/access/read-log.ts'

const UNDEFINED_TABLE = '42P01'

/** Newest entry of every brand's audit log; none where the database does not answer or is older than the logs. */
export async function readAuditHeads(
  url: string | undefined,
  { reachable }: { reachable: boolean },
): Promise<{ brand: string; head: string }[]> {
  if (url === undefined || !reachable) return []
  const database = postgres(url, { types: { bigint: postgres.BigInt }, max: 1, onnotice: () => undefined })
  try {
    return await readHeads(database)
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return []
    throw error
  } finally {
    await database.end({ timeout: 1 })
  }
}

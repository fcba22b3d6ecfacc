import postgres from 'postgres'
import { listAlerts } from '../../service/intake/alerts.ts'

export type AlertFacts = {
  brand: string | null
  kind: string
  subject: string
  detail: Record<string, unknown>
  firstAt: string
  lastAt: string
  times: number
}

const UNDEFINED_TABLE = '42P01'

/** What somebody has to look at; nothing where the database does not answer, which is told elsewhere, or is older than alerts. */
export async function readOpenAlerts(
  url: string | undefined,
  { reachable }: { reachable: boolean },
): Promise<AlertFacts[]> {
  if (url === undefined || !reachable) return []
  const database = postgres(url, { types: { bigint: postgres.BigInt }, max: 1, onnotice: () => undefined })
  try {
    const alerts = await listAlerts(database)
    return alerts.map(({ brand, kind, subject, detail, firstAt, lastAt, times }) => {
      return { brand, kind, subject, detail, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), times }
    })
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return []
    throw error
  } finally {
    await database.end({ timeout: 1 })
  }
}

import postgres from 'postgres'

export interface DatabaseCheck {
  reachable: boolean
  problem: string | null
}

/** Whether the network's database answers; nothing is read from it. */
export async function checkDatabase(url: string | undefined): Promise<DatabaseCheck> {
  if (url === undefined) return { reachable: false, problem: 'network.json names none' }
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined })
  try {
    await sql`select 1`
    return { reachable: true, problem: null }
  } catch (error) {
    return {
      reachable: false,
      problem: error instanceof Error && error.message !== '' ? error.message : 'it does not answer',
    }
  } finally {
    await sql.end({ timeout: 1 })
  }
}

import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './open-database.ts'

/** How connections are called whose statements may wait. */
export const GIVES_WAY = 'openpoints background'

/** A pool opens its connections as it needs them. */
const LOOK_MS = 1_000

/**
 * Where cores are short, answering comes before booking: a server on this machine runs the statements of each connection in a
 * process, and those of this pool, which has to be opened as one that gives way, get a lower priority. On Linux, for a server of the
 * same user or run by root; elsewhere nothing happens.
 */
export function giveWay(database: Database): { stop: () => Promise<void> } {
  const stopped = new AbortController()
  const { signal } = stopped
  const seen = new Set<string>()
  const looking = (async () => {
    while (process.platform === 'linux' && !signal.aborted) {
      // Whoever works with the database learns by itself that it does not answer.
      const backends = await backendsOf(database).catch((): Backend[] => [])
      for (const backend of backends) {
        // With its port: another server may give the same number to its processes.
        const name = `${backend.pid} ${backend.port}`
        if (!seen.has(name) && (await isHere(backend))) lower(backend.pid)
        seen.add(name)
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined)
    }
  })()
  const stop = async (): Promise<void> => {
    stopped.abort()
    await looking
  }
  return { stop }
}

type Backend = { pid: number; port: number }

const backendsOf = (database: Database): Promise<Backend[]> => database<Backend[]>`
  select pid, client_port as port from pg_stat_activity
  where application_name = ${GIVES_WAY} and usename = current_user and client_port > 0`

/** A process of the same number on another machine is another one: its title names who asks, and from which port. */
async function isHere({ pid, port }: Backend): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return title.startsWith('postgres: ') && title.includes(`(${port})`)
}

/** What the system refuses, since the process is somebody else's or over, stays as it is: slower answers, no fault. */
function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SYSTEM_ERROR') throw error
  }
}

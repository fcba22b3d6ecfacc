import { readdirSync, readFileSync } from 'node:fs'

/** A clock tick of /proc, in seconds. */
const TICK = 1 / 100
const PAGE = 4_096

type Stat = { parent: number; ticks: number; childTicks: number; pages: number }

/** What a process used; of a server with many, all its children's too, also of those that ended. Linux alone tells. */
export function cpuSeconds(pid: number): number {
  const stats = allStats()
  const own = stats.get(pid)
  if (!own) return 0
  const children = [...stats.values()].filter(({ parent }) => parent === pid)
  return (
    TICK * (own.ticks + own.childTicks + children.reduce((sum, { ticks, childTicks }) => sum + ticks + childTicks, 0))
  )
}

/** CPU of one process alone. */
export const ownCpuSeconds = (pid: number): number => TICK * (statOf(pid)?.ticks ?? 0)

/** Time since the start that this machine wanted its cores and its host gave them to others, of all cores together. */
export function stolenSeconds(): number {
  const [all = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  return TICK * Number(all.split(/\s+/)[8] ?? 0)
}

export const residentMiB = (pid: number): number => ((statOf(pid)?.pages ?? 0) * PAGE) / 2 ** 20

function allStats(): Map<number, Stat> {
  const found = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? statOf(pid) : undefined
    if (stat) found.set(pid, stat)
  }
  return found
}

/** Undefined where the process ended meanwhile. */
function statOf(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
  // The name in brackets may hold blanks.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const at = (field: number): number => fields[field - 3] ?? 0
  return { parent: at(4), ticks: at(14) + at(15), childTicks: at(16) + at(17), pages: at(24) }
}

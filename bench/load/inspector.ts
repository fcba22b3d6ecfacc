import { setTimeout as sleep } from 'node:timers/promises'

/** Where Node's inspector listens once a process got SIGUSR1. */
const PORT = 9_229

export interface Heap {
  readonly rssMiB: number
  readonly heapMiB: number
}

export interface Inspector {
  /** Collects garbage and tells what is left. */
  readonly settledHeap: () => Promise<Heap>
  readonly call: (method: string, params?: object) => Promise<unknown>
  readonly end: () => void
}

/** Looks into a running Node process as it is: nothing of the kind is built into the service. */
export async function inspect(pid: number): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1')
  const socket = await openSocket(await targetUrl())
  const waiting = new Map<number, (answer: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown }
    if (id !== undefined) waiting.get(id)?.(result)
  })
  let last = 0
  const call = (method: string, params: object = {}): Promise<unknown> => {
    const id = ++last
    socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve) => waiting.set(id, resolve))
  }
  const settledHeap = async (): Promise<Heap> => {
    await call('HeapProfiler.collectGarbage')
    const expression = 'JSON.stringify([process.pid, process.memoryUsage()])'
    const { result } = (await call('Runtime.evaluate', { expression })) as { result: { value: string } }
    const [who, { rss, heapUsed }] = JSON.parse(result.value) as [number, NodeJS.MemoryUsage]
    if (who !== pid) throw new Error(`Another process (${who}) listens on port ${PORT}: end it, and measure again.`)
    return { rssMiB: rss / 2 ** 20, heapMiB: heapUsed / 2 ** 20 }
  }
  return { settledHeap, call, end: () => socket.close() }
}

async function targetUrl(): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/json/list`).catch(() => undefined)
    if (answer?.ok) {
      const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[]
      if (target) return target.webSocketDebuggerUrl
    }
    await sleep(50)
  }
  throw new Error(`No inspector answers on port ${PORT}.`)
}

function openSocket(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.addEventListener('open', () => resolve(socket))
    socket.addEventListener('error', () => reject(new Error(`The inspector at ${url} refused.`)))
  })
}

import { ProblemError } from '../../browser/problem-error.ts'
import type { SaleBody } from './draft.ts'
import { act, forgetAct, openAct, send } from './till-act.ts'
import { allKept, drop, keep, kept } from './till-store.ts'
import type { QueueAnswer } from './till-types.ts'

/** A sale that was made without a connection. */
export interface QueuedSale {
  body: SaleBody
  /** `<brand> <device>`: another till's sales are not told with this one's key. */
  shop: string
  /** What the service has against it. */
  problem?: { code: string; detail: string }
}

/** A request stays well below what the portal takes. */
const MOST_BYTES = 40_000
const MOST_SALES = 100

const listeners = new Set<() => void>()

/** Tells whenever the queue has changed. */
export function onQueue(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

const changed = (): void => {
  for (const tell of listeners) tell()
}

export async function enqueue(sale: QueuedSale): Promise<void> {
  await keep('queue', sale.body.sale, sale)
  changed()
}

/** The sales that wait, the oldest first. */
export async function queuedSales(): Promise<QueuedSale[]> {
  const all = await allKept<QueuedSale>('queue')
  return all.toSorted((a, b) => (a.body.at < b.body.at ? -1 : 1))
}

export async function forgetQueued(sale: string): Promise<void> {
  await drop('queue', sale)
  changed()
}

/** Tells the service what waits, by one page of this browser at a time. */
export async function sendQueue(shop: string): Promise<void> {
  await navigator.locks.request('openpoints-till-queue', { ifAvailable: true }, async (lock) => {
    if (lock === null) return
    // What went out and was not answered comes first, under its own key.
    const open = await openAct('queue')
    if (open) await settle(await send<QueueAnswer>('queue', open))
    for (;;) {
      const entries = nextPart(await queuedSales(), shop)
      if (entries.length === 0) return
      try {
        await settle(await act<QueueAnswer>('queue', '/queue', { entries }))
      } catch (error) {
        if (!isUnfit(error)) throw error
        await refuseAll(entries, error)
      }
    }
  })
}

function nextPart(all: readonly QueuedSale[], shop: string): SaleBody[] {
  const part: SaleBody[] = []
  let bytes = 0
  for (const sale of all) {
    if (sale.problem !== undefined || sale.shop !== shop) continue
    bytes += JSON.stringify(sale.body).length * 2
    if (part.length > 0 && (bytes > MOST_BYTES || part.length >= MOST_SALES)) break
    part.push(sale.body)
  }
  return part
}

async function settle({ entries }: QueueAnswer): Promise<void> {
  for (const entry of entries) {
    if (entry.status !== 'refused') await drop('queue', entry.sale)
    else {
      const sale = await kept<QueuedSale>('queue', entry.sale)
      if (sale) await keep('queue', entry.sale, { ...sale, problem: entry.problem })
    }
  }
  changed()
}

/** The service cannot read the whole of it: each of its sales says so, and none holds up the others. */
const isUnfit = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && [400, 413, 415, 422].includes(error.status)

async function refuseAll(entries: readonly SaleBody[], { code, message: detail }: ProblemError): Promise<void> {
  await forgetAct('queue')
  const problem = { code, detail }
  await settle({ entries: entries.map(({ sale }) => ({ sale, status: 'refused' as const, problem })) })
}

/** Looked at by the cashier, and to be told once more. */
export async function tryAgain(sale: string): Promise<void> {
  const found = await kept<QueuedSale>('queue', sale)
  if (!found) return
  const { problem: _, ...again } = found
  await keep('queue', sale, again)
  changed()
}

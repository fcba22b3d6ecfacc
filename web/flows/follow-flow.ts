import { ask } from '../browser/api.ts'
import { ProblemError, isPassing } from '../browser/problem-error.ts'
import { type Relayed, lookUp, submit, watch } from '../browser/relay.ts'
import type { MetaRow } from '../graphql/rows.ts'
import type { FlowPart, FlowRecord } from './flow-record.ts'
import { changeFlow, findFlow } from './flow-store.ts'

/** How long after its deadline a flow that the relay never took is given up. */
const MARGIN_MS = 20_000
/** How long the pages may take to show what is new before a flow counts as shown anyway. */
const REFRESH_MS = 4_000

export interface FollowParameters {
  signal: AbortSignal
  /** Has what the pages show asked for anew. */
  refresh: () => Promise<unknown>
}

/** Sees a signed flow through to its end, from wherever it stands: also after a reload, or while the relay is away. */
export async function followFlow(id: string, { signal, refresh }: FollowParameters): Promise<void> {
  const record = findFlow(id)
  if (!record) return
  if (record.state === 'sending' || record.state === 'sent') {
    await Promise.all(record.parts.map((_, index) => followPart(id, index, signal)))
    if (signal.aborted) return
    settle(id)
  }
  await untilShown(id, { signal, refresh })
}

async function followPart(id: string, index: number, signal: AbortSignal): Promise<void> {
  const told = (relayed: Relayed): void => note(id, index, relayed)
  for (let wait = 400; !signal.aborted; wait = Math.min(wait * 1.6, 4_000)) {
    const record = findFlow(id)
    const part = record?.parts[index]
    if (!record || !part || part.status === 'done' || part.status === 'failed') return
    try {
      if (part.id === undefined) told(await submit(part.path, part.body))
      else await watchOrAsk(part, told, signal)
    } catch (error) {
      if (!isPassing(error) || comesTooLate(error, record)) return refuse(id, index, error as ProblemError)
      // Without any answer nobody can say so: the relay may have heard it, or a till may have handed it over.
      if (error instanceof ProblemError) {
        if (part.id === undefined && Date.now() > record.endsAt + MARGIN_MS) return refuse(id, index, NEVER_TAKEN)
        tellDelay(id, index, error)
      }
      await pause(wait, signal)
    }
  }
}

const NEVER_TAKEN = new ProblemError(
  408,
  'never-sent',
  'The network could not be reached in time. Nothing was moved; try again.',
)

/** What would be taken again only after it has lost its time need not wait for that. */
const comesTooLate = (error: unknown, { endsAt }: FlowRecord): boolean =>
  error instanceof ProblemError && Date.now() + (error.retryAfter ?? 0) * 1000 > endsAt + MARGIN_MS

/** It goes on being tried; meanwhile the member sees what holds it up. */
function tellDelay(id: string, index: number, { code, message }: ProblemError): void {
  changeFlow(id, (record) => ({
    ...record,
    parts: record.parts.with(index, { ...partAt(record, index), problem: { code, detail: message } }),
  }))
}

async function watchOrAsk(part: FlowPart, told: (relayed: Relayed) => void, signal: AbortSignal): Promise<void> {
  const id = part.id ?? ''
  try {
    await watch(id, told, signal)
  } catch {
    // No stream: asking now and then tells the same.
    told(await lookUp(id))
    await pause(700, signal)
  }
}

function note(id: string, index: number, relayed: Relayed): void {
  const { transaction, block, problem } = relayed
  changeFlow(id, (record) => ({
    ...record,
    state: record.state === 'sending' ? 'sent' : record.state,
    parts: record.parts.with(index, {
      ...withoutProblem(partAt(record, index)),
      id: relayed.id,
      status: relayed.status,
      ...(transaction ? { transaction } : {}),
      ...(block === undefined || block === null ? {} : { block: String(block) }),
      ...(problem ? { problem } : {}),
    }),
  }))
}

function refuse(id: string, index: number, { code, message }: ProblemError): void {
  changeFlow(id, (record) => ({
    ...record,
    parts: record.parts.with(index, { ...partAt(record, index), status: 'failed', problem: { code, detail: message } }),
  }))
}

function withoutProblem({ problem: _, ...part }: FlowPart): FlowPart {
  return part
}

function partAt(record: FlowRecord, index: number): FlowPart {
  const part = record.parts[index]
  if (!part) throw new Error(`the flow ${record.id} has no part ${index}`)
  return part
}

/** All parts have ended: the flow is in a block if one of them is, and failed otherwise. */
function settle(id: string): void {
  changeFlow(id, (record) => {
    if (record.parts.some((part) => part.status === 'done')) return { ...record, state: 'in-block' }
    const problem = record.parts.find((part) => part.problem)?.problem
    return { ...record, state: 'failed', ...(problem ? { problem } : {}) }
  })
}

/** Waits until the read model has seen the blocks. */
async function untilShown(id: string, { signal, refresh }: FollowParameters): Promise<void> {
  const record = findFlow(id)
  if (record?.state !== 'in-block') return
  const last = record.parts.reduce((most, { block }) => (BigInt(block ?? 0) > most ? BigInt(block ?? 0) : most), 0n)
  for (let wait = 150; !signal.aborted; wait = Math.min(wait * 1.3, 3_000)) {
    const seen = await lastSeenBlock().catch(() => undefined)
    if (seen !== undefined && seen >= last) break
    await pause(wait, signal)
  }
  // The new balance first, then the end of its mark "pending": never the old one without it.
  await Promise.race([refresh(), pause(REFRESH_MS, signal)])
  if (!signal.aborted) changeFlow(id, (now) => ({ ...now, state: 'shown', shownAt: Date.now() }))
}

async function lastSeenBlock(): Promise<bigint> {
  const { _meta } = await ask<{ _meta: MetaRow }>('Status')
  return Object.values(_meta.status).reduce(
    (most, { block }) => (BigInt(block?.number ?? 0) > most ? BigInt(block?.number ?? 0) : most),
    0n,
  )
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

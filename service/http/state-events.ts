import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'

/** A state as it is told. */
export type ToldState = { version: number; open: boolean; data: string }

export type StateEventsOptions = {
  /** Name of the events. */
  event: string
  read: () => Promise<ToldState | undefined>
  watch: (listener: () => void) => () => void
  /** Ends all streams when the service stops. */
  stopped: AbortSignal
}

/** Also without news somebody looks, and the line is kept open. */
const BEAT_MS = 10_000

/**
 * What becomes of something as server-sent events: its state at once, then each change, until it is over. The id of an event
 * is the state's version, so that who comes back with Last-Event-ID hears only what is new; whoever cannot gets the present state.
 */
export function stateEvents(context: Context, { event, read, watch, stopped }: StateEventsOptions): Response {
  const seen = Number(context.req.header('last-event-id') ?? 0)
  context.header('Cache-Control', 'no-store')
  context.header('X-Accel-Buffering', 'no')
  return streamSSE(context, async (stream) => {
    let last = Number.isSafeInteger(seen) ? seen : 0
    let wake: () => void = () => undefined
    let news = true
    const look = () => {
      news = true
      wake()
    }
    const unwatch = watch(look)
    stopped.addEventListener('abort', look)
    stream.onAbort(look)
    try {
      while (!stream.aborted && !stopped.aborted) {
        news = false
        const state = await read()
        if (!state) return
        if (state.version > last || !state.open) {
          await stream.writeSSE({ id: String(state.version), event, data: state.data })
          last = state.version
        }
        if (!state.open) return
        if (news) continue
        const woken = await waitFor((resolve) => (wake = resolve))
        if (!woken) await stream.write(': still here\n\n')
      }
    } finally {
      unwatch()
      stopped.removeEventListener('abort', look)
    }
  })
}

/** Waits to be woken, at most a beat long; tells whether it was. */
async function waitFor(register: (wake: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), BEAT_MS)
    register(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

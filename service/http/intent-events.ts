import type { Context } from 'hono'
import { type IntentRow, isOpen, viewOf } from '../relay/intent-row.ts'
import { stateEvents } from './state-events.ts'

export type EventOptions = {
  read: () => Promise<IntentRow | undefined>
  watch: (listener: () => void) => () => void
  /** Ends all streams when the service stops. */
  stopped: AbortSignal
}

/** The fate of an intent as server-sent events. */
export function intentEvents(context: Context, { read, watch, stopped }: EventOptions): Response {
  return stateEvents(context, {
    event: 'intent',
    read: async () => {
      const row = await read()
      return row && { version: row.version, open: isOpen(row), data: JSON.stringify(viewOf(row)) }
    },
    watch,
    stopped,
  })
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { isOpen } from './flow-record.ts'
import { changeFlow, useFlows } from './flow-store.ts'
import { type FollowParameters, followFlow } from './follow-flow.ts'

/** A member who is asked to sign and never answers, in a tab that is gone. */
const FORGOTTEN_MS = 180_000

/** Sees everything through that was signed in this browser, one tab at a time. */
export function FlowRunner(): null {
  const flows = useFlows()
  const queries = useQueryClient()
  const followed = useRef(new Map<string, AbortController>())

  useEffect(() => {
    for (const { id, state, startedAt } of flows.filter(isOpen)) {
      if (state === 'signing') {
        if (Date.now() - startedAt > FORGOTTEN_MS) changeFlow(id, (record) => ({ ...record, state: 'cancelled' }))
        continue
      }
      if (followed.current.has(id)) continue
      const control = new AbortController()
      followed.current.set(id, control)
      const refresh = (): Promise<void> => queries.invalidateQueries()
      follow(id, { signal: control.signal, refresh })
        .then(refresh)
        .catch((error: unknown) => console.warn('A flow is no longer followed:', error))
        .finally(() => followed.current.delete(id))
    }
  }, [flows, queries])

  useEffect(() => {
    const running = followed.current
    return () => {
      for (const control of running.values()) control.abort()
    }
  }, [])
  return null
}

/** The tab that holds the lock follows; when it is closed, the next one takes over. */
async function follow(id: string, parameters: FollowParameters): Promise<void> {
  const { signal } = parameters
  await navigator.locks
    .request(`openpoints-flow-${id}`, { signal }, () => followFlow(id, parameters))
    .catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
}

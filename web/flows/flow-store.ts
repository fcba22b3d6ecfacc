'use client'

import { useSyncExternalStore } from 'react'
import { type FlowRecord, isOpen } from './flow-record.ts'

const KEY = 'openpoints.flows'
const MOST = 30

const listeners = new Set<() => void>()
const none: readonly FlowRecord[] = []
let text: string | null = null
let records: readonly FlowRecord[] = none

/** All flows of this browser, the newest first. */
export function readFlows(): readonly FlowRecord[] {
  const stored = localStorage.getItem(KEY)
  if (stored === text) return records
  text = stored
  records = parse(stored)
  return records
}

function parse(stored: string | null): readonly FlowRecord[] {
  if (stored === null) return none
  try {
    return JSON.parse(stored) as FlowRecord[]
  } catch {
    // Somebody else wrote there; what it held is lost, and the chain knows what happened.
    return none
  }
}

function write(next: readonly FlowRecord[]): void {
  const open = next.filter(isOpen)
  const rest = next.filter((record) => !isOpen(record)).slice(0, MOST)
  localStorage.setItem(KEY, JSON.stringify([...open, ...rest].toSorted((a, b) => b.startedAt - a.startedAt)))
  for (const tell of listeners) tell()
}

export function addFlow(record: FlowRecord): void {
  write([record, ...readFlows()])
}

/** Changes a flow as it stands now, also if another tab changed it meanwhile. */
export function changeFlow(id: string, change: (record: FlowRecord) => FlowRecord): FlowRecord | undefined {
  const next = readFlows().map((record) => (record.id === id ? change(record) : record))
  write(next)
  return next.find((record) => record.id === id)
}

/** Forgets all of them: who signs in here next shall not see them. */
export function forgetFlows(): void {
  localStorage.removeItem(KEY)
  for (const tell of listeners) tell()
}

export const findFlow = (id: string): FlowRecord | undefined => readFlows().find((record) => record.id === id)

function subscribe(tell: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === KEY) tell()
  }
  listeners.add(tell)
  addEventListener('storage', onStorage)
  return () => {
    listeners.delete(tell)
    removeEventListener('storage', onStorage)
  }
}

/** The flows of this browser, in every tab as they change. */
export const useFlows = (): readonly FlowRecord[] => useSyncExternalStore(subscribe, readFlows, () => none)

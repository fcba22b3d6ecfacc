import { useSyncExternalStore } from 'react'

let reachable = true
const listeners = new Set<() => void>()

/** Notes whether the last request reached the service. */
export function noteReachable(now: boolean): void {
  if (now === reachable) return
  reachable = now
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  const back = (): void => {
    reachable = true
    tell()
  }
  listeners.add(tell)
  addEventListener('online', back)
  addEventListener('offline', tell)
  return () => {
    listeners.delete(tell)
    removeEventListener('online', back)
    removeEventListener('offline', tell)
  }
}

export const isConnected = (): boolean => navigator.onLine && reachable

const refusals = new Set<() => void>()

/** Tells when the service does not know the device's key any more. */
export function onRefused(tell: () => void): () => void {
  refusals.add(tell)
  return () => refusals.delete(tell)
}

export function noteRefused(): void {
  for (const tell of refusals) tell()
}

/** Whether the till has a connection to its service. */
export const useConnected = (): boolean => useSyncExternalStore(subscribe, isConnected, () => true)

'use client'

import { useEffect } from 'react'

/** By then the page has been drawn and can be used. */
const CALM_MS = 3_000

/** Installs the worker that keeps a page to show while there is no connection, and takes web push. */
export function ServiceWorker(): null {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const timer = setTimeout(() => {
      navigator.serviceWorker.register('/sw.js').catch((error: unknown) => {
        console.warn('The portal works without its service worker:', error)
      })
    }, CALM_MS)
    return () => clearTimeout(timer)
  }, [])
  return null
}

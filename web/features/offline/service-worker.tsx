'use client'

import { useEffect } from 'react'

/** Installs the worker that keeps a page to show while there is no connection, and takes web push. */
export function ServiceWorker(): null {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker.register('/sw.js').catch((error: unknown) => {
      console.warn('The portal works without its service worker:', error)
    })
  }, [])
  return null
}

'use client'

import { useEffect } from 'react'
import { useOnline } from '../../browser/use-online.ts'
import { askAhead } from '../../flows/signing.ts'
import { useSignedIn } from '../session/member-provider.tsx'

const RENEW_MS = 60_000
const CALM_MS = 1_500

/** Keeps at hand what a payment needs that is scanned and signed where there is no connection by then. */
export function useReadyOffline(): void {
  const { account } = useSignedIn()
  const online = useOnline()
  useEffect(() => {
    if (!online) return
    // It tries again by itself, and what is needed with a connection is asked for when it is needed.
    const ask = (): void => void askAhead(account).catch(() => undefined)
    const programs = (): void =>
      void Promise.allSettled([
        import('../../flows/sign-draft.ts'),
        import('../scan/read-code.ts'),
        import('./signed-code.ts'),
      ])
    const calm = setTimeout(() => {
      ask()
      programs()
    }, CALM_MS)
    const timer = setInterval(ask, RENEW_MS)
    return () => {
      clearTimeout(calm)
      clearInterval(timer)
    }
  }, [account, online])
}

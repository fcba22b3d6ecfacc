'use client'

import { useEffect, useRef, useState } from 'react'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { describe } from '../../flows/start-flow.ts'
import { signInText } from '../../messages/sign-in.ts'
import type { Member } from '../../server/session.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useMemberState } from './member-provider.tsx'
import { rememberedPasskey } from './remembered-passkey.ts'

export type Entering = 'create' | 'enter' | 'confirm'

interface Enter {
  busy: Entering | undefined
  /** Why it did not work, as a sentence. */
  problem: string | undefined
  create: () => Promise<Member | undefined>
  enter: () => Promise<Member | undefined>
  /** Continues a sign-in that needs a second prompt: browsers want a tap for each. */
  confirm: () => void
}

/** Creates an account or comes back to one, by passkey. */
export function useEnter(): Enter {
  const network = useNetwork()
  const { setMember } = useMemberState()
  const text = useText(signInText)
  const format = useFormat()
  const [busy, setBusy] = useState<Entering>()
  const [problem, setProblem] = useState<string>()
  const confirmed = useRef<(() => void) | undefined>(undefined)

  useEffect(() => {
    // Fetched while people read, so that the prompt follows the tap at once.
    void import('./passkey-session.ts')
  }, [])

  const run = async (what: 'create' | 'enter', how: () => Promise<Member>): Promise<Member | undefined> => {
    setBusy(what)
    setProblem(undefined)
    try {
      if (typeof PublicKeyCredential === 'undefined') throw new Error(text.unsupported)
      const member = await how()
      setMember(member)
      return member
    } catch (error) {
      const { code, detail } = describe(error)
      setProblem(code === 'stopped' ? text.stopped : detail)
      return undefined
    } finally {
      setBusy(undefined)
    }
  }

  const again = (): Promise<void> =>
    new Promise((resolve) => {
      setBusy('confirm')
      confirmed.current = resolve
    })

  return {
    busy,
    problem,
    create: () =>
      run('create', async () => {
        const { signUp } = await import('./passkey-session.ts')
        return await signUp(network, text.passkeyName(format.date(BigInt(Math.floor(Date.now() / 1000)))))
      }),
    enter: () =>
      run('enter', async () => {
        const { signIn } = await import('./passkey-session.ts')
        return await signIn(network, again, rememberedPasskey())
      }),
    confirm: () => {
      setBusy('enter')
      confirmed.current?.()
    },
  }
}

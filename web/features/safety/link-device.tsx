'use client'

import { Fingerprint } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { PasskeyKey } from '../../../chain/account/signer.ts'
import { api } from '../../browser/api.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { describe } from '../../flows/start-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { safetyText } from '../../messages/safety.ts'
import { signInText } from '../../messages/sign-in.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { checkNumber } from './check-number.ts'
import { readPairingLink } from './pairing-link.ts'

/** The other end of a link that a member's first device made: a passkey here, its key there. */
export function LinkDevice(): ReactNode {
  const text = useText(safetyText)
  const names = useText(signInText)
  const format = useFormat()
  const { rpId } = useNetwork()
  const [key, setKey] = useState<PasskeyKey>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const make = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const link = readPairingLink(location.hash)
      if (!link) throw new Error(text.linkBad)
      const { newPasskey } = await import('./new-passkey.ts')
      const name = names.passkeyName(format.date(BigInt(Math.floor(Date.now() / 1000))))
      const made = await newPasskey({ rpId, name, account: link.account })
      await api(`/api/pairings/${link.id}`, { method: 'PUT', body: made })
      setKey(made)
    } catch (error) {
      const { code, detail } = describe(error)
      setProblem(code === 'stopped' ? names.stopped : code === 'pairing-over' ? text.linkBad : detail)
    } finally {
      setBusy(false)
    }
  }
  if (key) {
    return (
      <Card className="grid justify-items-center gap-4 text-center">
        <p role="status">{text.linkCompare}</p>
        <p className="tabular text-2xl font-bold tracking-wide" dir="ltr">
          {checkNumber(key)}
        </p>
        <p className="text-soft">{text.linkThen}</p>
        <Button asChild>
          <Link href="/sign-in">{text.linkSignIn}</Link>
        </Button>
      </Card>
    )
  }
  return (
    <Card className="grid gap-4">
      <Button size="large" wide disabled={busy} onClick={() => void make()}>
        <Fingerprint aria-hidden className="size-6" />
        {busy ? text.linkMaking : text.linkMake}
      </Button>
      <div role="status" className="empty:hidden">
        {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      </div>
    </Card>
  )
}

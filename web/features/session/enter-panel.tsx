'use client'

import { Fingerprint, KeyRound, Wallet } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { signInText } from '../../messages/sign-in.ts'
import type { Member } from '../../server/session.ts'
import { LostPhone } from './lost-phone.tsx'
import { useEnter } from './use-enter.ts'

const WalletPanel = dynamic(() => import('../wallet/wallet-panel.tsx').then((module) => module.WalletPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-12" />,
})

interface EnterPanelProps {
  /** Words of the first button, where it does more than making an account. */
  createLabel?: string
  enterLabel?: string
  onEntered: (member: Member) => void
}

/** The ways in: a new passkey, one from before, or a wallet. */
export function EnterPanel({ createLabel, enterLabel, onEntered }: EnterPanelProps): ReactNode {
  const text = useText(signInText)
  const [wallet, setWallet] = useState(false)
  const { busy, problem, create, enter, confirm } = useEnter()
  const go = async (how: () => Promise<Member | undefined>): Promise<void> => {
    const member = await how()
    if (member) onEntered(member)
  }
  if (busy === 'confirm') return <SecondPrompt onConfirm={confirm} />
  return (
    <div className="grid gap-4">
      <div className="grid gap-3">
        <Button size="large" wide disabled={busy !== undefined} onClick={() => void go(create)}>
          <Fingerprint aria-hidden className="size-6" />
          {busy === 'create' ? text.creating : (createLabel ?? text.create)}
        </Button>
        <Button size="large" wide variant="secondary" disabled={busy !== undefined} onClick={() => void go(enter)}>
          <KeyRound aria-hidden className="size-5" />
          {busy === 'enter' ? text.entering : (enterLabel ?? text.enter)}
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      </div>
      <LostPhone />
      {wallet ? (
        <WalletPanel onEntered={onEntered} />
      ) : (
        <Button variant="quiet" onClick={() => setWallet(true)}>
          <Wallet aria-hidden className="size-5" />
          {text.wallet}
        </Button>
      )}
    </div>
  )
}

function SecondPrompt({ onConfirm }: { onConfirm: () => void }): ReactNode {
  const text = useText(signInText)
  return (
    <div className="grid gap-4">
      <Notice alert>{text.again}</Notice>
      <Button size="large" wide autoFocus onClick={onConfirm}>
        <Fingerprint aria-hidden className="size-6" />
        {text.secondTry}
      </Button>
    </div>
  )
}

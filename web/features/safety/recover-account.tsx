'use client'

import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { Address } from 'viem'
import { addressOfSigner } from '../../../chain/account/signer.ts'
import { api } from '../../browser/api.ts'
import { ProblemError } from '../../browser/problem-error.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'
import { safetyText } from '../../messages/safety.ts'
import { sendText } from '../../messages/send.ts'
import { signInText } from '../../messages/sign-in.ts'
import type { AccountState } from '../../server/account-state.ts'
import { readRecipient } from '../send/recipient.ts'
import { delayText } from './delay-text.ts'
import { useRecover } from './use-recover.ts'

type RecoveryState = AccountState['recovery']

/** For whoever is named as recovery: ask for the account, and take it once the wait is over. */
export function RecoverAccount(): ReactNode {
  const text = useText(safetyText)
  const faults = useText(sendText)
  const [typed, setTyped] = useState('')
  const [account, setAccount] = useState<Address>()
  const read = readRecipient(typed)
  const error = read && 'fault' in read ? faults[read.fault] : undefined
  const {
    data,
    error: missing,
    refetch,
  } = useQuery({
    queryKey: ['recovery', account],
    queryFn: () => api<RecoveryState>(`/api/recovery/${account}`),
    enabled: account !== undefined,
    retry: false,
    refetchInterval: 10_000,
  })
  const nobody = data?.signer === undefined && (data !== undefined || missing instanceof ProblemError)
  return (
    <div className="grid gap-6">
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (read && 'address' in read) setAccount(read.address)
          }}
        >
          <Field label={text.recoverAccount} {...(error === undefined ? {} : { error })}>
            {(parts) => (
              <Input
                {...parts}
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                placeholder="0x…"
                className="font-mono"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant="secondary">
              <Search aria-hidden className="size-5" />
              {text.recoverLook}
            </Button>
          </div>
        </form>
        <div role="status" className="mt-4 empty:hidden">
          {account !== undefined && nobody && <Notice tone="warn">{text.recoverNobody}</Notice>}
        </div>
      </Card>
      {account !== undefined && data?.signer !== undefined && (
        <RecoverySteps key={account} account={account} recovery={data} onChanged={() => void refetch()} />
      )}
    </div>
  )
}

interface RecoveryStepsProps {
  account: Address
  recovery: RecoveryState
  onChanged: () => void
}

function RecoverySteps({ account, recovery, onChanged }: RecoveryStepsProps): ReactNode {
  const text = useText(safetyText)
  const names = useText(signInText)
  const words = useText(common)
  const format = useFormat()
  const { state, problem, ask, finish } = useRecover({ account, recovery, onChanged })
  const { pending, signer } = recovery
  // Chain time decides; a button that the chain would refuse helps nobody.
  const { data: clock } = useQuery({
    queryKey: ['chain-time'],
    queryFn: () => api<{ now: string }>('/api/chain-time'),
    enabled: pending !== undefined,
    refetchInterval: 5_000,
  })
  const due = pending !== undefined && clock !== undefined && BigInt(clock.now) >= BigInt(pending.dueAt)
  const byWallet = signer !== undefined && addressOfSigner(signer) !== undefined
  const busy = state === 'signing' || state === 'sending'
  if (state === 'finished') {
    return (
      <Notice tone="good" alert title={text.recoverFinished}>
        <div>
          <Button asChild size="small">
            <Link href="/sign-in">{words.signIn}</Link>
          </Button>
        </div>
      </Notice>
    )
  }
  return (
    <Card className="grid gap-4">
      {pending ? (
        <p>{text.recoverPending(format.dateTime(BigInt(pending.dueAt)))}</p>
      ) : (
        <p>
          {text.recoverWait(delayText(recovery.delay, text, format))} {text.recoverSteps}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {!pending && (
          <Button disabled={busy} onClick={() => void ask(byWallet ? 'wallet' : 'passkey')}>
            {byWallet ? text.recoverByWallet : text.recoverByPasskey}
          </Button>
        )}
        {pending && (
          <Button disabled={busy || !due} onClick={() => void finish()}>
            {text.recoverFinish}
          </Button>
        )}
      </div>
      <div role="status" className="grid gap-2 empty:hidden">
        {state === 'sending' && <p>{text.recoverSending}</p>}
        {state === 'started' && <Notice tone="good">{text.recoverStarted}</Notice>}
        {problem !== undefined && (
          <Notice tone="warn">{problem.code === 'stopped' ? names.stopped : problem.detail}</Notice>
        )}
      </div>
    </Card>
  )
}

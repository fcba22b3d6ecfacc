'use client'

import { useState } from 'react'
import type { Address } from 'viem'
import { ProblemError } from '../../browser/problem-error.ts'
import { type Relayed, lookUp, submit } from '../../browser/relay.ts'
import { describe } from '../../flows/start-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { signInText } from '../../messages/sign-in.ts'
import type { AccountState } from '../../server/account-state.ts'
import { useNetwork } from '../network/network-provider.tsx'

export type RecoverState = 'idle' | 'signing' | 'sending' | 'started' | 'finished'

interface UseRecoverParameters {
  account: Address
  recovery: AccountState['recovery']
  onChanged: () => void
}

interface Recover {
  state: RecoverState
  problem: { code: string; detail: string } | undefined
  /** Makes a passkey here and has the named one sign for it. */
  ask: (how: 'wallet' | 'passkey') => Promise<void>
  finish: () => Promise<void>
}

/** Asking for an account; nobody is signed in while that happens. */
export function useRecover({ account, recovery, onChanged }: UseRecoverParameters): Recover {
  const network = useNetwork()
  const text = useText(signInText)
  const format = useFormat()
  const [state, setState] = useState<RecoverState>('idle')
  const [problem, setProblem] = useState<Recover['problem']>()

  const run = async (body: () => Promise<unknown>, after: RecoverState): Promise<void> => {
    setProblem(undefined)
    setState('signing')
    try {
      const operation = await body()
      setState('sending')
      await untilDone(await submit('account-operations', { operation }))
      setState(after)
      onChanged()
    } catch (error) {
      setState('idle')
      setProblem(describe(error))
    }
  }

  return {
    state,
    problem,
    ask: (how) =>
      run(async () => {
        const { signRequest } = await import('./sign-recovery-request.ts')
        const name = text.passkeyName(format.date(BigInt(Math.floor(Date.now() / 1000))))
        return await signRequest({ network, account, recovery, how, name })
      }, 'started'),
    finish: () => run(async () => ({ kind: 'finish-recovery', account }), 'finished'),
  }
}

async function untilDone(first: Relayed): Promise<void> {
  let relayed = first
  while (relayed.status === 'queued' || relayed.status === 'sent') {
    await new Promise((resolve) => setTimeout(resolve, 800))
    relayed = await lookUp(relayed.id)
  }
  const { problem } = relayed
  if (relayed.status === 'failed') {
    throw new ProblemError(409, problem?.code ?? 'failed', problem?.detail ?? 'The chain refused it. Nothing changed.')
  }
}

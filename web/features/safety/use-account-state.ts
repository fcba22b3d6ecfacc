'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '../../browser/api.ts'
import type { AccountState } from '../../server/account-state.ts'
import { useSignedIn } from '../session/member-provider.tsx'

interface AccountAnswer {
  made: boolean
  state: AccountState | null
}

/** Who signs for the member's account, as the chain has it. */
export function useAccountState(): { answer: AccountAnswer | undefined; failed: boolean } {
  const { account, kind } = useSignedIn()
  const { data, isError } = useQuery({
    queryKey: ['account-state', account],
    queryFn: () => api<AccountAnswer>('/api/account'),
    enabled: kind === 'passkey',
    refetchInterval: 20_000,
  })
  return { answer: data, failed: isError && data === undefined }
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Address } from 'viem'
import { ask } from '../../browser/api.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'
import { readRecipient } from './recipient.ts'

export type RecipientFault = 'badAddress' | 'badChecksum' | 'self' | 'contract'

export interface RecipientState {
  address: Address | undefined
  fault: RecipientFault | undefined
  /** Whether the network has met the address; undefined while that is asked. */
  known: boolean | undefined
}

/** Who is meant by what was typed, and whether points may go there. */
export function useRecipient(typed: string, { brands }: MemberData): RecipientState {
  const { account } = useSignedIn()
  const { hub, stablecoin, accountFactory } = useNetwork()
  const read = readRecipient(typed)
  const address = read && 'address' in read ? read.address : undefined
  const ours = useMemo(
    () =>
      new Set(
        [hub, stablecoin, accountFactory ?? hub, ...brands.map(({ token }) => token)].map((one) => one.toLowerCase()),
      ),
    [hub, stablecoin, accountFactory, brands],
  )
  const fault = faultOf(read && 'fault' in read ? read.fault : undefined, address, { account, ours })
  const { data } = useQuery({
    queryKey: ['recipient', address],
    queryFn: () => ask<{ member: { firstSeenAt: string } | null }>('Recipient', { member: address?.toLowerCase() }),
    enabled: address !== undefined && fault === undefined,
  })
  const known = data === undefined ? undefined : data.member !== null
  return { address: fault === undefined ? address : undefined, fault, known }
}

function faultOf(
  read: 'badAddress' | 'badChecksum' | undefined,
  address: Address | undefined,
  { account, ours }: { account: Address; ours: ReadonlySet<string> },
): RecipientFault | undefined {
  if (read !== undefined) return read
  if (address === undefined) return undefined
  const lower = address.toLowerCase()
  if (lower === account.toLowerCase()) return 'self'
  return ours.has(lower) || BigInt(lower) === 0n ? 'contract' : undefined
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { DonationQuote } from '../../app/api/donation-quote/route.ts'
import { post } from '../../browser/api.ts'

export interface DonationAsked {
  brandId: number
  causeId: number
  points: bigint
}

/** What a cause would get; renews itself. */
export function useDonationQuote(asked: DonationAsked | undefined): {
  quote: DonationQuote | undefined
  asking: boolean
  failed: boolean
} {
  const body = asked && JSON.stringify({ ...asked, points: String(asked.points) })
  const settled = useDeferredValue(body)
  const { data, isFetching, isError } = useQuery({
    queryKey: ['donation-quote', settled],
    queryFn: () => post<DonationQuote>('/api/donation-quote', JSON.parse(settled ?? '{}')),
    enabled: settled !== undefined,
    refetchInterval: 10_000,
  })
  return { quote: settled === body ? data : undefined, asking: isFetching, failed: isError }
}

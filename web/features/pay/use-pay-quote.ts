'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { PayQuote } from '../../app/api/pay-quote/route.ts'
import { post } from '../../browser/api.ts'
import type { Legs } from './plan-legs.ts'

export interface PayAsked {
  brandId: number
  order: string
  due: bigint
  legs: Legs
}

/** Whether the chain would take a payment as it stands; renews itself. */
export function usePayQuote(asked: PayAsked | undefined): { quote: PayQuote | undefined; failed: boolean } {
  const body =
    asked &&
    JSON.stringify({
      ...asked,
      due: String(asked.due),
      legs: [...asked.legs].map(([brandId, points]) => ({ brandId, points: String(points) })),
    })
  const settled = useDeferredValue(body)
  const { data, isError } = useQuery({
    queryKey: ['pay-quote', settled],
    queryFn: () => post<PayQuote>('/api/pay-quote', JSON.parse(settled ?? '{}')),
    enabled: settled !== undefined,
    refetchInterval: 10_000,
  })
  return { quote: settled === body ? data : undefined, failed: isError && data === undefined }
}

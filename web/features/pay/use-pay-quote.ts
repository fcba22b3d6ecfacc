'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { PayQuote } from '../../app/api/pay-quote/route.ts'
import { post } from '../../browser/api.ts'
import { ProblemError } from '../../browser/problem-error.ts'
import type { Legs } from './plan-legs.ts'

export interface PayAsked {
  brandId: number
  order: string
  due: bigint
  legs: Legs
}

interface PayQuoted {
  quote: PayQuote | undefined
  /** The chain was asked in vain. */
  failed: boolean
  /** Nobody can be asked: there is no connection. */
  unreachable: boolean
}

/** Whether the chain would take a payment as it stands; renews itself. */
export function usePayQuote(asked: PayAsked | undefined): PayQuoted {
  const body =
    asked &&
    JSON.stringify({
      ...asked,
      due: String(asked.due),
      legs: [...asked.legs].map(([brandId, points]) => ({ brandId, points: String(points) })),
    })
  const settled = useDeferredValue(body)
  const { data, error, fetchStatus } = useQuery({
    queryKey: ['pay-quote', settled],
    queryFn: () => post<PayQuote>('/api/pay-quote', JSON.parse(settled ?? '{}')),
    enabled: settled !== undefined,
    refetchInterval: 10_000,
  })
  const quote = settled === body ? data : undefined
  const none = body !== undefined && quote === undefined
  const unreachable = none && (fetchStatus === 'paused' || (error !== null && !(error instanceof ProblemError)))
  return { quote, failed: none && error !== null && !unreachable, unreachable }
}

'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { post } from '../../browser/api.ts'
import type { SwapQuote } from '../../server/quote-swap.ts'

export interface SwapAsked {
  fromBrandId: number
  toBrandId: number
  points?: bigint
  pointsOut?: bigint
}

/** A quote of the chain that renews itself; `undefined` asks for none. */
export function useSwapQuote(asked: SwapAsked | undefined): {
  quote: SwapQuote | undefined
  asking: boolean
  failed: boolean
} {
  const body = useSettled(asked === undefined ? undefined : toBody(asked))
  const { data, isFetching, isPlaceholderData, isError } = useQuery({
    queryKey: ['swap-quote', body],
    queryFn: () => post<SwapQuote>('/api/quote', JSON.parse(body ?? '{}')),
    enabled: body !== undefined,
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  })
  const current = body !== undefined && asked !== undefined && body === toBody(asked)
  return { quote: current && !isPlaceholderData ? data : undefined, asking: isFetching || !current, failed: isError }
}

const toBody = ({ points, pointsOut, ...brands }: SwapAsked): string =>
  JSON.stringify({ ...brands, points: points?.toString(), pointsOut: pointsOut?.toString() })

/** The value once nobody has typed for a moment. */
function useSettled<value>(value: value): value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 180)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

import { type UseQueryResult, keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { lineBody, tenderOf } from './draft.ts'
import { askTill } from './till-api.ts'
import { moneyText } from './till-amounts.ts'
import { useConnected } from './till-connection.ts'
import { useTill } from './till-provider.tsx'
import type { BasketAnswer } from './till-types.ts'

const CALM_MS = 250

/** What the basket would earn as it stands; asked when nobody has changed it for a moment. Nothing where it is empty. */
export function usePreview(): Pick<UseQueryResult<BasketAnswer>, 'data' | 'error'> {
  const { device, draft } = useTill()
  const connected = useConnected()
  const { currency, taxBasisPoints } = device.settings
  const { buyer, lines } = draft
  const body = JSON.stringify({
    currency,
    ...(buyer === undefined || buyer.kind === 'shown' ? {} : { member: buyer.member }),
    pointsTender: moneyText(tenderOf(draft)),
    lines: lines.map((line) => lineBody(line, taxBasisPoints)),
  })
  const [calm, setCalm] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(body), CALM_MS)
    return () => clearTimeout(timer)
  }, [body])
  const { data, error } = useQuery({
    queryKey: ['till preview', device.brand, calm],
    queryFn: () => askTill<BasketAnswer>('/preview', JSON.parse(calm)),
    enabled: lines.length > 0 && connected,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  })
  return { data: lines.length > 0 && connected ? data : undefined, error: connected ? error : null }
}

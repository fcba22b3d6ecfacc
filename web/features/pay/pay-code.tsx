'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { post } from '../../browser/api.ts'
import { QrCode } from '../../components/qr-code.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import { useSignedIn } from '../session/member-provider.tsx'

const RENEW_MS = 40_000

/** The code a till scans; renewed before it is over. */
export function PayCode(): ReactNode {
  const text = useText(payText)
  const { account } = useSignedIn()
  const { data, isError } = useQuery({
    queryKey: ['pay-code', account],
    queryFn: () => post<{ url: string; until: number }>('/api/pay-code'),
    refetchInterval: RENEW_MS,
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Card aria-labelledby="show" className="grid justify-items-center gap-4 text-center">
      <CardTitle id="show">{text.showTitle}</CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.showText}</p>
      {data !== undefined && <QrCode text={data.url} label={text.codeLabel} />}
      {data === undefined && !isError && (
        <div role="status" aria-label={text.codeLoading} className="w-full max-w-72">
          <Skeleton className="aspect-square" />
        </div>
      )}
      {isError && data === undefined && <Notice tone="warn">{text.codeFailed}</Notice>}
      <p className="text-sm text-soft">{text.fresh}</p>
    </Card>
  )
}

'use client'

import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { PayCode } from './pay-code.tsx'
import { BadRequest, PayRequest } from './pay-request.tsx'
import { paymentRequestIn } from './payment-request.ts'
import { ScanRequest } from './scan-request.tsx'
import { useReadyOffline } from './use-ready-offline.ts'

/** The member's code for the till, or a till's request with the points that pay it: from one to the other without asking anybody. */
export function PayDesk({ initial }: { initial: MemberAnswer | undefined }): ReactNode {
  const text = useText(payText)
  const search = useSearchParams()
  const { data } = useMemberData(initial)
  useReadyOffline()
  const request = paymentRequestIn(search)
  if (request === undefined) {
    return (
      <>
        <PageHeader title={text.title}>{text.lead}</PageHeader>
        <div className="grid gap-6">
          <PayCode />
          <ScanRequest />
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeader title={text.title} />
      {request === 'bad' ? <BadRequest /> : <PayRequest data={data} requested={request} />}
    </>
  )
}

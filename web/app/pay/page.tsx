import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { PayCode } from '../../features/pay/pay-code.tsx'
import { BadRequest, PayRequest } from '../../features/pay/pay-request.tsx'
import { readPaymentRequest } from '../../features/pay/payment-request.ts'
import { ScanRequest } from '../../features/pay/scan-request.tsx'
import { payText } from '../../messages/pay.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Pay' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The member's code for the till, or a till's request with the points that pay it. */
export default async function PayPage({ searchParams }: Search): Promise<ReactNode> {
  const search = await searchParams
  const request = readPaymentRequest(search)
  const given = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const query = new URLSearchParams(given).toString()
  const member = await requireMember(request === undefined ? '/pay' : `/pay?${query}`)
  const text = payText[(await readPreferences()).locale]
  if (request === 'bad') {
    return (
      <>
        <PageHeader title={text.title} />
        <BadRequest />
      </>
    )
  }
  if (request !== undefined) {
    return (
      <>
        <PageHeader title={text.title} />
        <PayRequest initial={await memberAnswer(member)} requested={{ ...request, amount: String(request.amount) }} />
      </>
    )
  }
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

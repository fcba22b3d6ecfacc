'use client'

import { QrCode as QrIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { PayForm } from './pay-form.tsx'
import type { PaymentRequest } from './payment-request.ts'

/** `amount` travels as text: a server component hands it over. */
export interface RequestedPayment {
  brand: string
  amount: string
  order: string
}

/** A till's request, from the question to the payment on chain. */
export function PayRequest({
  initial,
  requested,
}: {
  initial: MemberAnswer | undefined
  requested: RequestedPayment
}): ReactNode {
  const text = useText(payText)
  const { data } = useMemberData(initial)
  const flow = useFlow('pay')
  // Another order's payment may still be on show: it has its own page.
  if (flow.record && flow.record.summary.order === requested.order) {
    const { amount = '', brand = '' } = flow.record.summary
    return (
      <Card>
        <FlowProgress record={flow.record} onDone={flow.dismiss}>
          <div className="grid gap-3">
            <p className="text-2xl font-bold tracking-tight">{text.done(amount, brand)}</p>
            <p className="text-soft">{text.doneText}</p>
            <Link
              href="/receipts"
              prefetch={false}
              className="font-semibold text-leaf-strong underline underline-offset-4"
            >
              {text.toReceipts}
            </Link>
          </div>
        </FlowProgress>
      </Card>
    )
  }
  if (data === undefined) return <Skeleton className="h-96 rounded-card" />
  const till = data.brands.find(({ code }) => code === requested.brand)
  if (!till) return <Notice tone="warn">{text.unknownBrand(requested.brand)}</Notice>
  if (data.holdings.length === 0) {
    return (
      <EmptyState Icon={QrIcon} title={text.empty}>
        <p>{text.emptyText}</p>
      </EmptyState>
    )
  }
  const request: PaymentRequest = { ...requested, amount: BigInt(requested.amount) }
  return <PayForm key={`${requested.brand} ${requested.order}`} data={data} flow={flow} till={till} request={request} />
}

/** What stands in place of a request that makes no sense. */
export function BadRequest(): ReactNode {
  const text = useText(payText)
  return (
    <Notice tone="warn" title={text.badTitle}>
      <p>{text.badText}</p>
      <div>
        <Button asChild size="small" variant="secondary">
          <Link href="/pay" prefetch={false}>
            {text.title}
          </Link>
        </Button>
      </div>
    </Notice>
  )
}

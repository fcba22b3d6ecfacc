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
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { PayForm } from './pay-form.tsx'
import type { PaymentRequest } from './payment-request.ts'
import { ShowSignedCode } from './show-signed-code.tsx'

interface PayRequestProps {
  data: MemberData | undefined
  requested: PaymentRequest
}

/** A till's request, from the question to the payment on chain. */
export function PayRequest({ data, requested }: PayRequestProps): ReactNode {
  const text = useText(payText)
  const flow = useFlow('pay')
  // Another order's payment may still be on show: it has its own page.
  if (flow.record && flow.record.summary.order === requested.order) {
    const { amount = '', brand = '' } = flow.record.summary
    return (
      <Card className="grid gap-6">
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
        {flow.record.state === 'sending' && <ShowSignedCode record={flow.record} />}
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
  const { brand, order } = requested
  return <PayForm key={`${brand} ${order}`} data={data} flow={flow} till={till} request={requested} />
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

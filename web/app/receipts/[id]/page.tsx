import { ReceiptText } from 'lucide-react'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../../../components/empty-state.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Button } from '../../../components/ui/button.tsx'
import { Card } from '../../../components/ui/card.tsx'
import { CreditProof } from '../../../features/receipts/credit-proof.tsx'
import { ReceiptFacts } from '../../../features/receipts/receipt-facts.tsx'
import { PrintButton } from '../../../features/statement/print-button.tsx'
import { formatter } from '../../../i18n/formatter.ts'
import { receiptsText } from '../../../messages/receipts.ts'
import { readBrands } from '../../../server/brands.ts'
import { portalConfig } from '../../../server/portal-config.ts'
import { readPreferences } from '../../../server/preferences.ts'
import { purchasesOf } from '../../../server/purchases.ts'
import { clientIp } from '../../../server/rate-limit.ts'
import { readReceipt } from '../../../server/receipts.ts'
import { requireMember } from '../../../server/require-member.ts'

export const metadata: Metadata = { title: 'Receipt' }

/** A purchase or a payment, with what proves it. */
export default async function ReceiptPage({ params }: { params: Promise<{ id: string }> }): Promise<ReactNode> {
  const { id } = await params
  const member = await requireMember(`/receipts/${id}`)
  const preferences = await readPreferences()
  const text = receiptsText[preferences.locale]
  const [receipt, brands, config] = await Promise.all([readReceipt(member, id), readBrands(), portalConfig()])
  if (!receipt) {
    return (
      <>
        <PageHeader title={text.title} />
        <EmptyState Icon={ReceiptText} title={text.missingTitle}>
          <p>{text.missingText}</p>
          <Button asChild>
            <Link href="/receipts" prefetch={false}>
              {text.toList}
            </Link>
          </Button>
        </EmptyState>
      </>
    )
  }
  const purchases = receipt.row.kind === 'earned' ? await purchasesOf(receipt, clientIp(await headers())) : []
  const format = formatter(preferences)
  const titles = { earned: text.earnedTitle, paid: text.paidTitle, redeemed: text.redeemedTitle }
  const { kind } = receipt.row
  const clock = { origin: BigInt(config.epochOrigin), length: BigInt(config.epochLength) }
  const byId = new Map(brands.map((brand) => [brand.id, brand]))
  const collected = receipt.row.member.toLowerCase() !== member.account.toLowerCase()
  return (
    <>
      <PageHeader title={titles[kind as keyof typeof titles]} />
      <div className="grid gap-6">
        <Card className="grid gap-4 print:border-0 print:shadow-none">
          <ReceiptFacts receipt={receipt} brands={byId} clock={clock} text={text} format={format} />
          {collected && <p className="text-sm text-soft">{text.claimed}</p>}
          <div className="no-print">
            <PrintButton>{text.print}</PrintButton>
          </div>
        </Card>
        {kind === 'earned' && <CreditProof receipt={receipt} purchases={purchases} text={text} format={format} />}
      </div>
    </>
  )
}

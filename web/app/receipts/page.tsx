import { Receipt } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { ReceiptLine } from '../../features/receipts/receipt-line.tsx'
import { formatter } from '../../i18n/formatter.ts'
import { historyText } from '../../messages/history.ts'
import { receiptsText } from '../../messages/receipts.ts'
import { readBrands } from '../../server/brands.ts'
import { readPreferences } from '../../server/preferences.ts'
import { readReceipts } from '../../server/receipts.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Receipts' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Receipts of purchases and payments, the newest first. */
export default async function ReceiptsPage({ searchParams }: Search): Promise<ReactNode> {
  const member = await requireMember('/receipts')
  const { after } = await searchParams
  const preferences = await readPreferences()
  const text = receiptsText[preferences.locale]
  const [page, brands] = await Promise.all([
    readReceipts(member, typeof after === 'string' ? after : undefined),
    readBrands(),
  ])
  const format = formatter(preferences)
  const byId = new Map(brands.map((brand) => [brand.id, brand]))
  const { hasNextPage, endCursor } = page.pageInfo
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      {page.items.length === 0 ? (
        <EmptyState Icon={Receipt} title={text.emptyTitle}>
          <p>{text.emptyText}</p>
        </EmptyState>
      ) : (
        <Card className="p-2 sm:p-3">
          <ul>
            {page.items.map((row) => (
              <ReceiptLine key={row.id} row={row} brands={byId} text={text} format={format} />
            ))}
          </ul>
          {hasNextPage && endCursor !== null && (
            <Button asChild variant="secondary" wide className="mt-3">
              <Link href={`/receipts?after=${encodeURIComponent(endCursor)}`} prefetch={false}>
                {historyText[preferences.locale].more}
              </Link>
            </Button>
          )}
        </Card>
      )}
    </>
  )
}

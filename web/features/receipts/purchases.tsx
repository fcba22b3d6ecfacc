import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatPoints } from '../../../chain/codec/points.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import type { receiptsText } from '../../messages/receipts.ts'
import type { PurchaseFile } from '../../server/purchases.ts'

interface PurchasesProps {
  id: string
  purchases: readonly PurchaseFile[]
  text: (typeof receiptsText)['en']
}

/** What was bought, each purchase with its proof as a file. */
export function Purchases({ id, purchases, text }: PurchasesProps): ReactNode {
  return (
    <Card aria-labelledby="purchases" className="grid gap-4">
      <CardTitle id="purchases">{text.purchases}</CardTitle>
      <ul className="grid gap-2">
        {purchases.map(({ purchase: { reference, order, shop, date, points } }) => (
          <li
            key={reference}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border border-line px-4 py-3"
          >
            <span className="min-w-40 flex-1">
              <bdi className="block font-medium break-words">{order}</bdi>
              <bdi className="block text-sm text-soft">{[shop, date].filter(Boolean).join(' · ')}</bdi>
            </span>
            <bdi className="tabular font-semibold">{formatPoints(BigInt(points))}</bdi>
            <Button asChild size="small" variant="secondary" className="no-print">
              <a href={`/api/receipts/${id}/purchases?reference=${reference}`} download>
                <Download aria-hidden className="size-4" />
                {text.downloadPurchase}
              </a>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}

import type { ReactNode } from 'react'
import { formatPoints } from '../../../chain/codec/points.ts'
import { AddressText } from '../../components/address-text.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { Formatter } from '../../i18n/formatter.ts'
import type { receiptsText } from '../../messages/receipts.ts'
import type { ReadReceipt } from '../../server/receipts.ts'
import type { PurchaseFile } from '../../server/purchases.ts'
import { CheckReceipt } from './check-receipt.tsx'
import { Purchases } from './purchases.tsx'

interface CreditProofProps {
  receipt: ReadReceipt
  purchases: readonly PurchaseFile[]
  text: (typeof receiptsText)['en']
  format: Formatter
}

/** Why a credit cannot be denied: its batch, its run, and what the contract remembers of them. */
export function CreditProof({ receipt: { row, credit }, purchases, text, format }: CreditProofProps): ReactNode {
  if (credit === undefined) {
    return (
      <Notice tone="warn" title={text.proof}>
        <p>{text.unchecked}</p>
      </Notice>
    )
  }
  const { batch, run, position, credited } = credit
  const place = {
    brandId: batch.brandId,
    sequence: batch.sequence.toString(),
    member: row.member,
    transactionHash: batch.transactionHash,
  }
  return (
    <>
      {purchases.length > 0 && <Purchases id={row.id} purchases={purchases} text={text} />}
      <Card aria-labelledby="proof" className="grid gap-4">
        <CardTitle id="proof">{text.proof}</CardTitle>
        <p className="max-w-prose text-sm text-soft">{text.proofText}</p>
        <Notice tone="good">{text.checked}</Notice>
        <Facts>
          <Fact name={text.points}>{formatPoints(credited)}</Fact>
          <Fact name={text.batch}>
            {batch.sequence.toString()} · {text.batchOf(format.count(batch.credits.length))}
          </Fact>
          <Fact name={text.run}>{text.place(String(position + 1n), String(run.index + 1n))}</Fact>
          <Fact name={text.root}>
            <AddressText value={batch.purchasesRoot} />
          </Fact>
        </Facts>
        <div className="no-print">
          <Button asChild variant="secondary">
            <a href={`/api/receipts/${row.id}`} download>
              {text.download}
            </a>
          </Button>
        </div>
      </Card>
      <CheckReceipt id={row.id} place={place} known={purchases.length > 0} />
    </>
  )
}

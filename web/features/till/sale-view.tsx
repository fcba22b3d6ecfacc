'use client'

import type { ReactNode } from 'react'
import { Basket } from './basket.tsx'
import { BuyerPanel } from './buyer-panel.tsx'
import { FinishPanel } from './finish-panel.tsx'
import { PaymentPanel } from './payment-panel.tsx'
import { Receipt } from './receipt.tsx'
import { useTill } from './till-provider.tsx'

/** One sale, from the first line to the receipt. */
export function SaleView(): ReactNode {
  const { draft } = useTill()
  if (draft.finished !== undefined) return <Receipt draft={draft} finished={draft.finished} />
  return (
    <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Basket />
      <div className="grid gap-4">
        <BuyerPanel />
        <PaymentPanel />
        <FinishPanel />
      </div>
    </div>
  )
}

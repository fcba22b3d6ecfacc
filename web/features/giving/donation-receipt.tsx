'use client'

import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { AboutMoney } from '../../components/about-money.tsx'
import { AddressText } from '../../components/address-text.tsx'
import { Logo } from '../../components/logo.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { CauseRow, MovementRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { givingText } from '../../messages/giving.ts'

export interface DonationRow extends MovementRow {
  member: Address
  cause: CauseRow | null
  outBrand: { id: number; code: string; name: string } | null
}

/** A gift on paper: who got how much, from what, at which rate, and where the chain says so. */
export function DonationReceipt({ row }: { row: DonationRow }): ReactNode {
  const text = useText(givingText)
  const format = useFormat()
  const [points, value, rate] = [BigInt(row.outPoints ?? 0), BigInt(row.value ?? 0), BigInt(row.rate ?? 0)]
  const par = (points * rate) / 1000n
  return (
    <article className="grid gap-5">
      <Card className="grid gap-6">
        <header className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-2xl font-bold tracking-tight">{text.receiptTitle}</h1>
          <Logo className="size-9" />
        </header>
        <div>
          <p className="text-sm text-soft">{text.amount}</p>
          <p className="tabular text-4xl font-bold tracking-tight">{format.exactMoney(value)}</p>
          <AboutMoney amount={value} className="text-sm text-soft" />
        </div>
        <Facts className="border-t border-line pt-5">
          <Fact name={text.cause}>{row.cause?.name}</Fact>
          <Fact name={text.registration}>{row.cause?.registration}</Fact>
          <Fact name={text.points}>{text.pointsOf(format.points(points), row.outBrand?.name ?? '')}</Fact>
          <Fact name={text.rate}>{text.aPoint(format.rate(rate))}</Fact>
          <Fact name={text.valuation}>
            {value >= par || par === 0n ? text.full : text.partly(format.percent((value * 10_000n) / par))}
          </Fact>
          <Fact name={text.time}>{format.dateTime(BigInt(row.time))}</Fact>
          <Fact name={text.donor}>
            <AddressText value={row.member} />
          </Fact>
          <Fact name={text.transaction}>
            <AddressText value={row.tx} />
          </Fact>
          <Fact name={text.block}>{format.count(Number(row.block))}</Fact>
        </Facts>
        <p className="hidden font-mono text-xs break-all print:block">
          {row.member} · {row.tx}
        </p>
        <Notice>{text.noTax}</Notice>
      </Card>
      <Button variant="secondary" className="no-print" onClick={() => window.print()}>
        <Printer aria-hidden className="size-5" />
        {text.print}
      </Button>
    </article>
  )
}

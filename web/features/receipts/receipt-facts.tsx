import Link from 'next/link'
import type { ReactNode } from 'react'
import { type EpochClock, expiryOf } from '../../../chain/codec/lots.ts'
import { AddressText } from '../../components/address-text.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import type { LotList, MovementRow } from '../../graphql/rows.ts'
import type { Formatter } from '../../i18n/formatter.ts'
import type { receiptsText } from '../../messages/receipts.ts'
import type { ReadReceipt } from '../../server/receipts.ts'
import type { Brand } from '../holdings/brand.ts'

interface ReceiptFactsProps {
  receipt: ReadReceipt
  brands: ReadonlyMap<number, Brand>
  clock: EpochClock
  text: (typeof receiptsText)['en']
  format: Formatter
}

/** What a receipt says. */
export function ReceiptFacts(props: ReceiptFactsProps): ReactNode {
  const { receipt, text, format } = props
  const { row } = receipt
  return (
    <Facts>
      {row.kind === 'earned' ? <EarnedFacts {...props} /> : <PaidFacts {...props} />}
      <Fact name={text.time}>{format.dateTime(BigInt(row.time))}</Fact>
      <Fact name={text.transaction}>
        <Link href={`/tx/${row.tx}`} prefetch={false} className="underline underline-offset-4">
          {row.tx.slice(0, 10)}…
        </Link>
      </Fact>
    </Facts>
  )
}

function EarnedFacts({ receipt: { row, credit }, brands, clock, text, format }: ReceiptFactsProps): ReactNode {
  const until = expiryOfLots(row.inLots, clock)
  const returns = credit && credit.batch.mintedAt + BigInt(credit.batch.returnWindow)
  return (
    <>
      <Fact name={text.brand}>{brands.get(row.inBrandId ?? 0)?.name}</Fact>
      <Fact name={text.points} strong>
        {format.points(BigInt(row.inPoints ?? 0))}
      </Fact>
      {credit !== undefined && credit.reversed > 0n && (
        <Fact name={text.reversed}>{format.points(credit.reversed)}</Fact>
      )}
      {until !== undefined && <Fact name={text.until}>{format.date(until - 1n)}</Fact>}
      {returns !== undefined && <Fact name={text.returnUntil}>{format.date(returns)}</Fact>}
    </>
  )
}

function PaidFacts({ receipt: { row, legs, refunded }, brands, text, format }: ReceiptFactsProps): ReactNode {
  const value = legs.reduce((sum, leg) => sum + BigInt(leg.value ?? 0), 0n)
  return (
    <>
      <Fact name={text.till}>{brands.get(row.tillId ?? 0)?.name}</Fact>
      {value > 0n && (
        <Fact name={text.value} strong>
          {format.exactMoney(value)}
        </Fact>
      )}
      {legs.map((leg: MovementRow) => (
        <Fact key={leg.id} name={`${text.legs} ${brands.get(leg.outBrandId ?? 0)?.name ?? ''}`}>
          {format.points(BigInt(leg.outPoints ?? 0))}
          {leg.value !== null && <> · {format.exactMoney(BigInt(leg.value))}</>}
        </Fact>
      ))}
      {refunded > 0n && <Fact name={text.refunded}>{text.refundedShare(format.points(refunded / 10n ** 14n))}</Fact>}
      {row.orderReference !== null && (
        <Fact name={text.order}>
          <AddressText value={row.orderReference} />
        </Fact>
      )}
    </>
  )
}

/** When the first of them is gone; undefined where they never are. */
function expiryOfLots(lots: LotList | null, clock: EpochClock): bigint | undefined {
  const last = lots?.flatMap(({ lastEpoch }) => (lastEpoch === null ? [] : [lastEpoch])) ?? []
  return last.length === 0 ? undefined : expiryOf(BigInt(Math.min(...last)), clock)
}

'use client'

import { Fingerprint } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { orderReferenceOf } from '../../../chain/codec/order-reference.ts'
import { AboutMoney } from '../../components/about-money.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { Flow } from '../../flows/use-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { flows } from '../../messages/flows.ts'
import { payText } from '../../messages/pay.ts'
import type { Brand } from '../holdings/brand.ts'
import { type Holding, totalWorth } from '../holdings/holding.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { RefusalNotice } from '../refusal/refusal-notice.tsx'
import { LegField, pointsOf } from './leg-field.tsx'
import type { PaymentRequest } from './payment-request.ts'
import { type Legs, MOST_LEGS, coveredBy, fewest, planLegs } from './plan-legs.ts'
import { usePayQuote } from './use-pay-quote.ts'

interface PayFormProps {
  data: MemberData
  flow: Flow
  till: Brand
  request: PaymentRequest
}

const write = (points: bigint): string => formatDecimal(points, { decimals: 2, minimum: 0 })

/** In the order in which points are chosen. */
function soonestFirst(a: Holding, b: Holding): number {
  const [one, other] = [a.lots[0]?.expiresAt, b.lots[0]?.expiresAt]
  if (one === other) return 0
  if (one === undefined) return 1
  return other === undefined || one < other ? -1 : 1
}

/** What a till asks for, and the points that pay it. */
export function PayForm({ data, flow, till, request: { amount: due, order } }: PayFormProps): ReactNode {
  const text = useText(payText)
  const words = useText(flows)
  const format = useFormat()
  const holdings = useMemo(
    () => data.holdings.filter(({ worth }) => worth > 0n).toSorted(soonestFirst),
    [data.holdings],
  )
  const planned = useMemo(() => planLegs(holdings, due), [holdings, due])
  const [edited, setEdited] = useState<ReadonlyMap<number, string>>()
  const typedOf = (id: number): string => edited?.get(id) ?? (edited === undefined ? write(planned.get(id) ?? 0n) : '0')
  const legs: Legs = new Map(
    holdings.map(({ brand }) => [brand.id, pointsOf(typedOf(brand.id))] as const).filter(([, points]) => points > 0n),
  )
  const edit = (id: number, typed: string): void =>
    setEdited(new Map([...holdings.map(({ brand }) => [brand.id, typedOf(brand.id)] as const), [id, typed]]))

  const covered = coveredBy(holdings, legs)
  const poor = totalWorth(holdings) < due
  const within = holdings.every(({ brand, points }) => (legs.get(brand.id) ?? 0n) <= points)
  const complete = covered >= due && within && legs.size > 0 && legs.size <= MOST_LEGS
  const { quote, failed, unreachable } = usePayQuote(complete ? { brandId: till.id, order, due, legs } : undefined)
  // Without a connection what is signed goes through the till: the relay asks the chain when it has it.
  const ready = complete && (quote === undefined ? unreachable : quote.refusal === undefined)

  const pay = async (): Promise<void> => {
    if (!ready) return
    await flow.start({
      intents: [
        {
          verb: 'Pay',
          message: {
            brandId: till.id,
            orderReference: orderReferenceOf(order),
            legs: [...legs].map(([brandId, points]) => ({ brandId, points })),
            minValue: due,
          },
        },
      ],
      effects: [...legs].map(([brandId, points]) => ({ brandId, points: String(-points) })),
      summary: { amount: format.money(due), brand: till.name, order },
    })
  }

  return (
    <div className="grid gap-6">
      <Card className="grid gap-2 text-center">
        <h2 className="text-soft">{text.asks(till.name)}</h2>
        <p className="tabular text-4xl font-bold tracking-tight">{format.money(due)}</p>
        <AboutMoney amount={due} className="text-soft" />
        <p className="text-sm text-soft">
          {text.order} <bdi className="font-medium break-all text-ink">{order}</bdi>
        </p>
      </Card>
      {poor ? (
        <Notice tone="warn">{text.poor(format.money(totalWorth(holdings)))}</Notice>
      ) : (
        <Card aria-labelledby="with" className="grid gap-3">
          <CardTitle id="with">{text.with}</CardTitle>
          <p className="text-sm text-soft">{text.withText}</p>
          <ul className="divide-y divide-line">
            {holdings.map((holding: Holding) => (
              <LegField
                key={holding.brand.id}
                holding={holding}
                typed={typedOf(holding.brand.id)}
                onType={(typed) => edit(holding.brand.id, typed)}
                onRest={
                  covered < due ? () => edit(holding.brand.id, write(fewest(holdings, legs, holding, due))) : undefined
                }
              />
            ))}
          </ul>
          {edited !== undefined && (
            <div>
              <Button variant="quiet" size="small" onClick={() => setEdited(undefined)}>
                {text.reset}
              </Button>
            </div>
          )}
          <Covered covered={covered} due={due} />
          <div role="status" className="grid gap-3 empty:hidden">
            {legs.size > MOST_LEGS && <Notice tone="warn">{text.tooMany}</Notice>}
            {failed && <Notice tone="warn">{text.quoteFailed}</Notice>}
            {unreachable && <Notice>{text.signOffline}</Notice>}
            {quote?.refusal?.code === 'OrderReferenceUsed' && <Notice tone="good">{text.used}</Notice>}
            {quote?.refusal && quote.refusal.code !== 'OrderReferenceUsed' && (
              <RefusalNotice refusal={quote.refusal} brands={data.brands} />
            )}
            {flow.signing && <p className="text-center font-medium">{words.signing}</p>}
          </div>
          <Button size="large" wide disabled={!ready || flow.signing} onClick={() => void pay()}>
            <Fingerprint aria-hidden className="size-6" />
            {complete && quote === undefined && !failed && !unreachable
              ? text.checking
              : text.confirm(format.money(due))}
          </Button>
        </Card>
      )}
    </div>
  )
}

/** Less than this over the amount is not worth a word: a part of a point cannot be paid. */
const A_CENT = 10_000n

function Covered({ covered, due }: { covered: bigint; due: bigint }): ReactNode {
  const text = useText(payText)
  const format = useFormat()
  return (
    <div role="status">
      <Facts className="rounded-2xl bg-sunken p-4">
        <Fact name={text.covered} strong>
          {format.money(covered)}
          {covered < due && (
            <span className="block text-sm font-medium text-warn">{text.missing(format.money(due - covered))}</span>
          )}
          {covered >= due + A_CENT && (
            <span className="block text-sm font-medium text-soft">{text.over(format.money(covered - due))}</span>
          )}
        </Fact>
      </Facts>
    </div>
  )
}

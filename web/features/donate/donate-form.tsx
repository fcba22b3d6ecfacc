'use client'

import { Fingerprint } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Field, Input, Select } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import type { Flow } from '../../flows/use-flow.ts'
import type { CauseRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { donateText } from '../../messages/donate.ts'
import { flows } from '../../messages/flows.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { RefusalNotice } from '../refusal/refusal-notice.tsx'
import { parseAmount } from '../swap/parse-amount.ts'
import { DonationFacts } from './donation-facts.tsx'
import { pointsForValue } from './points-for-value.ts'
import { useDonationQuote } from './use-donation-quote.ts'

interface DonateFormProps {
  data: MemberData
  flow: Flow
  cause: CauseRow | undefined
  from: string | undefined
}

type Unit = 'points' | 'money'

/** Cents as µ: both have two digits in what people type. */
const CENT = 10_000n

/** Which points, how many (or how much money), what the cause gets. */
export function DonateForm({ data, flow, cause, from }: DonateFormProps): ReactNode {
  const text = useText(donateText)
  const words = useText(flows)
  const format = useFormat()
  const [brandId, setBrandId] = useState(() => data.holdings.find(({ brand }) => brand.code === from)?.brand.id)
  const [unit, setUnit] = useState<Unit>('points')
  const [typed, setTyped] = useState('')
  const holding = data.holdings.find(({ brand }) => brand.id === brandId) ?? data.holdings[0]
  const amount = parseAmount(typed)
  const points =
    typeof amount !== 'bigint' || !holding ? 0n : unit === 'points' ? amount : pointsForValue(holding, amount * CENT)
  const tooMuch = holding !== undefined && points > holding.points
  const asked =
    cause && holding && points > 0n && !tooMuch ? { brandId: holding.brand.id, causeId: cause.id, points } : undefined
  const { quote, asking, failed } = useDonationQuote(asked)
  if (!holding) return null

  const error = amount === 'bad' ? text.badAmount : tooMuch ? text.tooMuch(format.points(holding.points)) : undefined
  const ready = asked !== undefined && quote !== undefined && quote.refusal === undefined
  const give = async (): Promise<void> => {
    if (!ready || !cause) return
    await flow.start({
      intents: [
        { verb: 'Donate', message: { brandId: asked.brandId, causeId: cause.id, points, minValue: leastValue(quote) } },
      ],
      effects: [{ brandId: asked.brandId, points: String(-points) }],
      summary: { amount: format.money(BigInt(quote.value)), cause: cause.name },
    })
  }
  const takeAll = (): void => {
    setUnit('points')
    setTyped(formatDecimal(holding.points, { decimals: 2, minimum: 0 }))
  }

  return (
    <Card className="grid gap-5">
      <Field label={text.which} hint={text.has(format.points(holding.points), format.money(holding.worth))}>
        {(parts) => (
          <Select {...parts} value={holding.brand.id} onChange={(event) => setBrandId(Number(event.target.value))}>
            {data.holdings.map(({ brand }) => (
              <option key={brand.id} value={brand.id}>
                {brand.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Segmented
        legend={text.amountIn}
        value={unit}
        options={[
          { value: 'points', label: text.inPoints },
          { value: 'money', label: text.inMoney },
        ]}
        onChange={setUnit}
      />
      <Field label={text.amount} {...(error === undefined ? {} : { error })}>
        {(parts) => (
          <div className="flex items-center gap-2">
            {unit === 'money' && (
              <span aria-hidden className="text-2xl font-bold text-soft">
                $
              </span>
            )}
            <Input
              {...parts}
              dir="ltr"
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="tabular text-2xl font-bold"
            />
            <button
              type="button"
              onClick={takeAll}
              className="min-h-11 shrink-0 rounded-full px-3 text-sm font-semibold text-leaf-strong hover:bg-sunken"
            >
              {text.all}
            </button>
          </div>
        )}
      </Field>
      <div role="status" className="grid gap-4 empty:hidden">
        {asked && failed && quote === undefined && <Notice tone="warn">{text.quoteFailed}</Notice>}
        {quote?.refusal && <RefusalNotice refusal={quote.refusal} brands={data.brands} />}
        {quote && quote.value !== '0' && cause && <DonationFacts quote={quote} cause={cause} />}
        {flow.signing && <p className="text-center font-medium">{words.signing}</p>}
      </div>
      <Button size="large" wide disabled={!ready || flow.signing} onClick={() => void give()}>
        <Fingerprint aria-hidden className="size-6" />
        {ready && cause
          ? text.confirm(format.money(BigInt(quote.value)), cause.name)
          : asked && asking
            ? text.asking
            : text.confirmShort}
      </Button>
    </Card>
  )
}

/** Exactly what was quoted; where the reserve is short a share may move with every exit, so a little less will do. */
function leastValue({ value, par }: { value: string; par: string }): bigint {
  return BigInt(value) < BigInt(par) ? (BigInt(value) * 995n) / 1000n : BigInt(value)
}

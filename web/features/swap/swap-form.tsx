'use client'

import { ArrowUpDown, Fingerprint } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { Flow } from '../../flows/use-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { flows } from '../../messages/flows.ts'
import { swapText } from '../../messages/swap.ts'
import type { SwapQuote } from '../../server/quote-swap.ts'
import type { Brand } from '../holdings/brand.ts'
import type { Holding } from '../holdings/holding.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { RefusalNotice } from '../refusal/refusal-notice.tsx'
import { parseAmount } from './parse-amount.ts'
import { QuoteDetails } from './quote-details.tsx'
import { RateHistory } from './rate-history.tsx'
import { SwapSide } from './swap-side.tsx'
import { type SwapAsked, useSwapQuote } from './use-swap-quote.ts'

interface SwapFormProps {
  data: MemberData
  flow: Flow
  from: string | undefined
  all: boolean
}

/** The side that was typed; the other one follows from the quote. */
interface Typed {
  side: 'give' | 'get'
  text: string
}

const plain = (points: bigint): string => formatDecimal(points, { decimals: 2, minimum: 0 })

/** From, to, amount on either side, one quote, one tap. */
export function SwapForm({ data, flow, from, all }: SwapFormProps): ReactNode {
  const text = useText(swapText)
  const words = useText(flows)
  const format = useFormat()
  const [first] = data.holdings
  const [fromId, setFromId] = useState(() => holdingOf(data, from)?.brand.id ?? first?.brand.id ?? 0)
  const [toId, setToId] = useState(() => firstOther(data, fromId))
  const holding = data.holdings.find(({ brand }) => brand.id === fromId) ?? first
  const to = data.brands.find((brand) => brand.id === toId)
  const [typed, setTyped] = useState<Typed>({ side: 'give', text: all && holding ? plain(holding.points) : '' })
  const amount = parseAmount(typed.text)
  const asked = toAsked(amount, typed.side, holding, to)
  const { quote, asking, failed } = useSwapQuote(asked)
  if (!holding) return null

  const shown = (side: Typed['side']): string => {
    if (typed.side === side) return typed.text
    if (asked === undefined || quote === undefined) return ''
    return plain(BigInt(side === 'give' ? quote.points : quote.pointsOut))
  }
  const flip = (): void => {
    if (!data.holdings.some(({ brand }) => brand.id === toId)) return
    setFromId(toId)
    setToId(fromId)
    setTyped({ side: 'give', text: '' })
  }
  const tooMuch = quote !== undefined && BigInt(quote.points) > holding.points
  const ready = quote !== undefined && quote.refusal === undefined && !tooMuch && to !== undefined
  const error = amount === 'bad' ? text.badAmount : undefined

  return (
    <div className="grid gap-5">
      <Card className="grid gap-3">
        <SwapSide
          label={text.give}
          brandLabel={text.from}
          brands={data.holdings.map(({ brand }) => brand)}
          brandId={holding.brand.id}
          onBrand={(id) => {
            setFromId(id)
            if (id === toId) setToId(firstOther(data, id))
          }}
          value={shown('give')}
          onValue={(value) => setTyped({ side: 'give', text: value })}
          note={text.has(format.points(holding.points))}
          error={tooMuch ? text.tooMuch(format.points(holding.points)) : typed.side === 'give' ? error : undefined}
          onAll={() => setTyped({ side: 'give', text: plain(holding.points) })}
        />
        <div className="-my-1 grid place-items-center">
          <button
            type="button"
            onClick={flip}
            aria-label={text.flip}
            className="grid size-11 place-items-center rounded-full border border-line bg-card text-leaf-strong shadow-card hover:bg-sunken"
          >
            <ArrowUpDown aria-hidden className="size-5" />
          </button>
        </div>
        <SwapSide
          label={text.get}
          brandLabel={text.to}
          brands={data.brands.filter((brand) => brand.id !== holding.brand.id && !brand.windingDown)}
          brandId={toId}
          onBrand={setToId}
          value={shown('get')}
          onValue={(value) => setTyped({ side: 'get', text: value })}
          error={typed.side === 'get' ? error : undefined}
        />
      </Card>
      <div role="status" className="grid gap-5 empty:hidden">
        {asked !== undefined && failed && quote === undefined && <Notice tone="warn">{text.quoteFailed}</Notice>}
        {quote?.refusal && !tooMuch && <RefusalNotice refusal={quote.refusal} brands={data.brands} />}
        {quote && to && quote.pointsOut !== '0' && (
          <QuoteDetails quote={quote} holding={holding} to={to} now={data.now} />
        )}
        {flow.signing && <p className="text-center font-medium">{words.signing}</p>}
      </div>
      <Button
        size="large"
        wide
        disabled={!ready || flow.signing}
        onClick={() => ready && void flow.start(toRequest(quote, holding, to, format.points))}
      >
        <Fingerprint aria-hidden className="size-6" />
        {ready
          ? text.confirm(format.points(BigInt(quote.points)), format.points(BigInt(quote.pointsOut)))
          : asked && asking
            ? text.asking
            : text.confirmShort}
      </Button>
      {to && <RateHistory brands={[holding.brand, to]} now={data.now} />}
    </div>
  )
}

const holdingOf = (data: MemberData, code: string | undefined): Holding | undefined =>
  data.holdings.find(({ brand }) => brand.code === code)

function firstOther({ holdings, brands }: MemberData, id: number): number {
  const open = (brand: Brand): boolean => brand.id !== id && !brand.windingDown && brand.entranceOpen
  return (holdings.map(({ brand }) => brand).find(open) ?? brands.find(open))?.id ?? 0
}

function toAsked(
  amount: ReturnType<typeof parseAmount>,
  side: Typed['side'],
  holding: Holding | undefined,
  to: Brand | undefined,
): SwapAsked | undefined {
  if (typeof amount !== 'bigint' || amount === 0n || !holding || !to) return undefined
  const brands = { fromBrandId: holding.brand.id, toBrandId: to.id }
  return side === 'give' ? { ...brands, points: amount } : { ...brands, pointsOut: amount }
}

/** Exactly what was quoted; where the reserve is short a share may move with every exit, so a little less will do. */
export function leastOf({ pointsOut, value, par }: SwapQuote): bigint {
  const out = BigInt(pointsOut)
  return BigInt(value) < BigInt(par) ? (out * 995n) / 1000n : out
}

function toRequest(
  quote: SwapQuote,
  { brand: from }: Holding,
  to: Brand,
  show: (points: bigint) => string,
): Parameters<Flow['start']>[0] {
  const [points, pointsOut] = [BigInt(quote.points), BigInt(quote.pointsOut)]
  const message = { fromBrandId: from.id, toBrandId: to.id, points, minPointsOut: leastOf(quote) }
  return {
    intents: [{ verb: 'Swap', message }],
    effects: [
      { brandId: from.id, points: String(-points) },
      { brandId: to.id, points: String(pointsOut) },
    ],
    summary: { give: show(points), fromName: from.name, get: show(pointsOut), toName: to.name },
  }
}

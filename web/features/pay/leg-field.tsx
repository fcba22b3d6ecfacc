'use client'

import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import type { Holding } from '../holdings/holding.ts'
import { parseAmount } from '../swap/parse-amount.ts'
import { worthOf } from './plan-legs.ts'

interface LegFieldProps {
  holding: Holding
  typed: string
  onType: (text: string) => void
  /** Pays what the others leave open; undefined where they leave nothing. */
  onRest: (() => void) | undefined
}

/** Points of a typed amount; nothing where it is none. */
export function pointsOf(typed: string): bigint {
  const amount = parseAmount(typed)
  return typeof amount === 'bigint' ? amount : 0n
}

/** How many points of one brand pay. */
export function LegField({ holding: { brand, points, worth, lots }, typed, onType, onRest }: LegFieldProps): ReactNode {
  const text = useText(payText)
  const format = useFormat()
  const amount = parseAmount(typed)
  const tooMuch = typeof amount === 'bigint' && amount > points
  const error = amount === 'bad' ? text.badAmount : tooMuch ? text.tooMuch(format.points(points)) : undefined
  const first = lots.find(({ expiresAt }) => expiresAt !== undefined)?.expiresAt
  const paid = error === undefined ? worthOf(brand, pointsOf(typed)) : 0n
  return (
    <li className="flex gap-3 py-4">
      <BrandMark code={brand.code} name={brand.name} />
      <Field
        className="min-w-0 flex-1"
        label={text.pointsOf(brand.name)}
        hint={
          <>
            {text.has(format.points(points), format.money(worth))}
            {first !== undefined && <span className="block">{text.until(format.date(first - 1n))}</span>}
          </>
        }
        {...(error === undefined ? {} : { error })}
      >
        {(parts) => (
          <div className="flex flex-wrap items-center gap-2">
            <Input
              {...parts}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              dir="ltr"
              value={typed}
              onChange={({ target }) => onType(target.value)}
              className="tabular max-w-36 text-lg font-semibold"
            />
            <span className="tabular text-sm text-soft">{text.pays(format.money(paid))}</span>
            {onRest && (
              <button
                type="button"
                onClick={onRest}
                className="min-h-11 rounded-full px-3 text-sm font-semibold text-leaf-strong hover:bg-sunken"
              >
                {text.rest}
              </button>
            )}
          </div>
        )}
      </Field>
    </li>
  )
}

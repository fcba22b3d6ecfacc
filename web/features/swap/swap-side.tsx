'use client'

import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Field, Input, Select } from '../../components/ui/field.tsx'
import { useText } from '../../i18n/provider.tsx'
import { swapText } from '../../messages/swap.ts'
import type { Brand } from '../holdings/brand.ts'

interface SwapSideProps {
  label: string
  brandLabel: string
  brands: readonly Brand[]
  brandId: number
  onBrand: (id: number) => void
  value: string
  onValue: (text: string) => void
  note?: string
  error?: string | undefined
  onAll?: () => void
}

/** One side of a swap: how much, of which brand. */
export function SwapSide({
  label,
  brandLabel,
  brands,
  brandId,
  onBrand,
  value,
  onValue,
  note,
  error,
  onAll,
}: SwapSideProps): ReactNode {
  const text = useText(swapText)
  const brand = brands.find(({ id }) => id === brandId)
  return (
    <div className="grid gap-3 rounded-2xl bg-sunken p-4 sm:grid-cols-[1fr_minmax(0,19rem)]">
      <Field label={label} {...(error === undefined ? {} : { error })} {...(note === undefined ? {} : { hint: note })}>
        {(parts) => (
          <div className="flex items-center gap-2">
            <Input
              {...parts}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={value}
              onChange={(event) => onValue(event.target.value)}
              className="tabular text-2xl font-bold"
              dir="ltr"
            />
            {onAll && (
              <button
                type="button"
                onClick={onAll}
                className="min-h-11 shrink-0 rounded-full px-3 text-sm font-semibold text-leaf-strong hover:bg-card"
              >
                {text.all}
              </button>
            )}
          </div>
        )}
      </Field>
      <Field label={brandLabel}>
        {(parts) => (
          <div className="flex items-center gap-2">
            {brand && <BrandMark code={brand.code} name={brand.name} />}
            <Select {...parts} value={brandId} onChange={(event) => onBrand(Number(event.target.value))}>
              {brand === undefined && <option value={brandId}>{text.choose}</option>}
              {brands.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </div>
        )}
      </Field>
    </div>
  )
}

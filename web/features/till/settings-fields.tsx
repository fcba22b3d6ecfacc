'use client'

import type { ReactNode } from 'react'
import { Field, Input, Select } from '../../components/ui/field.tsx'
import { type CurrencyCode, currencyCodes } from '../../i18n/currencies.ts'
import { useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { parseMoney } from './till-amounts.ts'
import type { TillSettings } from './till-device.ts'

export interface TypedSettings {
  currency: CurrencyCode
  tax: string
}

export function typedSettings(known?: TillSettings): TypedSettings {
  const { currency = 'USD', taxBasisPoints = 0 } = known ?? {}
  return { currency, tax: String(taxBasisPoints / 100) }
}

/** Undefined where the tax is no percentage. */
export function readSettings({ currency, tax }: TypedSettings): TillSettings | undefined {
  const percent = parseMoney(tax)
  if (percent === 'bad' || (percent !== 'empty' && percent >= 100_000_000n)) return undefined
  return { currency, taxBasisPoints: percent === 'empty' ? 0 : Number(percent / 10_000n) }
}

interface SettingsFieldsProps {
  value: TypedSettings
  onChange: (value: TypedSettings) => void
}

export function SettingsFields({ value, onChange }: SettingsFieldsProps): ReactNode {
  const text = useText(tillText)
  const bad = readSettings(value) === undefined
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={text.currency}>
        {(parts) => (
          <Select
            {...parts}
            value={value.currency}
            onChange={({ target }) => onChange({ ...value, currency: target.value as CurrencyCode })}
          >
            {currencyCodes.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.tax} hint={text.taxHint} {...(bad ? { error: text.taxBad } : {})}>
        {(parts) => (
          <Input
            {...parts}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            value={value.tax}
            onChange={({ target }) => onChange({ ...value, tax: target.value })}
          />
        )}
      </Field>
    </div>
  )
}

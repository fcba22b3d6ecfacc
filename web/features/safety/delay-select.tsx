'use client'

import type { ReactNode } from 'react'
import { Field, Select } from '../../components/ui/field.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { safetyText } from '../../messages/safety.ts'
import { delayText } from './delay-text.ts'

interface DelaySelectProps {
  label: string
  /** In days. */
  options: readonly number[]
  /** In seconds. */
  value: number
  onChange: (seconds: number) => void
}

const DAY = 86_400

export function DelaySelect({ label, options, value, onChange }: DelaySelectProps): ReactNode {
  const text = useText(safetyText)
  const format = useFormat()
  const seconds = options.map((days) => days * DAY)
  return (
    <Field label={label} className="max-w-60">
      {(parts) => (
        <Select {...parts} value={value} onChange={({ target }) => onChange(Number(target.value))}>
          {[...new Set([...seconds, value])]
            .toSorted((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {delayText(one, text, format)}
              </option>
            ))}
        </Select>
      )}
    </Field>
  )
}

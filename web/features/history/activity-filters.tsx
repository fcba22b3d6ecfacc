'use client'

import type { ReactNode } from 'react'
import { Field, Select } from '../../components/ui/field.tsx'
import { useText } from '../../i18n/provider.tsx'
import { historyText } from '../../messages/history.ts'
import { type MovementChoice, type MovementGroup, isMovementGroup, movementGroups } from './movement-groups.ts'

interface ActivityFiltersProps {
  choice: MovementChoice
  brands: readonly { id: number; name: string }[]
  years: readonly number[]
  onChange: (choice: MovementChoice) => void
}

export function ActivityFilters({ choice, brands, years, onChange }: ActivityFiltersProps): ReactNode {
  const text = useText(historyText)
  const groups = Object.keys(movementGroups) as MovementGroup[]
  const number = (value: string): number | undefined => (value === '' ? undefined : Number(value))
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <Field label={text.show} className="col-span-2 sm:col-span-1">
        {(parts) => (
          <Select
            {...parts}
            value={choice.group ?? ''}
            onChange={({ target: { value } }) =>
              onChange({ ...choice, group: isMovementGroup(value) ? value : undefined })
            }
          >
            <option value="">{text.all}</option>
            {groups.map((group) => (
              <option key={group} value={group}>
                {text.groups[group]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.brand}>
        {(parts) => (
          <Select
            {...parts}
            value={choice.brandId ?? ''}
            onChange={({ target: { value } }) => onChange({ ...choice, brandId: number(value) })}
          >
            <option value="">{text.allBrands}</option>
            {brands.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.year}>
        {(parts) => (
          <Select
            {...parts}
            value={choice.year ?? ''}
            onChange={({ target: { value } }) => onChange({ ...choice, year: number(value) })}
          >
            <option value="">{text.allYears}</option>
            {years.map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}

'use client'

import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

interface SegmentedProps<value extends string> {
  legend: ReactNode
  value: value
  options: readonly { value: value; label: ReactNode }[]
  onChange: (value: value) => void
}

/** One of a few, as a row of radio buttons. */
export function Segmented<value extends string>({
  legend,
  value,
  options,
  onChange,
}: SegmentedProps<value>): ReactNode {
  const name = useId()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium text-soft">{legend}</legend>
      <div className="flex flex-wrap gap-1 rounded-2xl bg-sunken p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              'relative grid min-h-10 flex-1 place-items-center rounded-xl px-3 text-sm font-semibold has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)',
              option.value === value ? 'bg-card text-ink shadow-card' : 'text-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              className="pointer-events-none absolute inset-0 size-full opacity-0"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

'use client'

import { HandHeart } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from '../../components/ui/class-names.ts'
import type { CauseRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { donateText } from '../../messages/donate.ts'

interface CausePickerProps {
  causes: readonly CauseRow[]
  chosen: number | undefined
  onChoose: (id: number) => void
}

/** The vetted causes, each with its registration number and what came in. */
export function CausePicker({ causes, chosen, onChoose }: CausePickerProps): ReactNode {
  const text = useText(donateText)
  const format = useFormat()
  const name = useId()
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 text-lg font-semibold tracking-tight">{text.causes}</legend>
      {causes.map((cause) => (
        <label
          key={cause.id}
          className={classNames(
            'relative flex items-center gap-4 rounded-card border bg-card p-4 shadow-card has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)',
            chosen === cause.id ? 'border-leaf ring-2 ring-leaf' : 'border-line',
            cause.active ? 'hover:bg-sunken' : 'cursor-not-allowed',
          )}
        >
          <input
            type="radio"
            name={name}
            className="pointer-events-none absolute inset-0 size-full opacity-0"
            checked={chosen === cause.id}
            disabled={!cause.active}
            onChange={() => onChoose(cause.id)}
          />
          <span className="grid size-12 shrink-0 place-items-center rounded-full bg-leaf-tint text-leaf-strong">
            <HandHeart aria-hidden className="size-6" />
          </span>
          <span className="grid min-w-0 flex-1 gap-0.5">
            <span className="font-semibold break-words">{cause.name}</span>
            <span className="text-sm text-soft">{text.registration(cause.registration)}</span>
            <span className="tabular text-sm text-soft">
              {cause.donations === 0
                ? text.firstGift
                : `${text.received(format.money(BigInt(cause.received)))} · ${cause.donations === 1 ? text.oneGift : text.gifts(format.count(cause.donations))}`}
            </span>
            {!cause.active && <span className="text-sm font-medium text-warn">{text.inactive}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { usePreferences, useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'
import type { EnrolAnswer } from './till-types.ts'
import { useAct } from './use-act.ts'

const FIELDS = [
  { key: 'name', type: 'text' },
  { key: 'phone', type: 'tel' },
  { key: 'email', type: 'email' },
  { key: 'card', type: 'text' },
] as const

const PURPOSES = ['terms', 'marketing_email', 'marketing_sms', 'personalisation'] as const

type Purpose = (typeof PURPOSES)[number]

/** Names the words of the consents below, in whose language they were shown; grows when one of them changes. */
const TEXT_VERSION = '2026-11'

/** Makes somebody a member. All may be left out but the terms; nothing else is ticked before the member says so. */
export function EnrolForm({ onCancel }: { onCancel: () => void }): ReactNode {
  const text = useText(tillSale)
  const { locale } = usePreferences().preferences
  const { change } = useTill()
  const [typed, setTyped] = useState({ name: '', phone: '', email: '', card: '' })
  const [granted, setGranted] = useState<ReadonlySet<Purpose>>(new Set())
  const { busy, error, run } = useAct<EnrolAnswer>('enrol', ({ member, alias, claimLink }) =>
    change((now) => ({ ...now, buyer: { kind: 'enrolled', member, alias }, claimLink })),
  )
  const enrol = async (): Promise<void> => {
    const given = Object.entries(typed).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]))
    const textVersion = `till-${TEXT_VERSION}-${locale}`
    const consents = PURPOSES.map((purpose) => ({ purpose, granted: granted.has(purpose), textVersion }))
    await run('/members', { ...Object.fromEntries(given), consents })
  }
  const tick = (purpose: Purpose, on: boolean): void => {
    const others = [...granted].filter((one) => one !== purpose)
    setGranted(new Set(on ? [...others, purpose] : others))
  }
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void enrol()
      }}
    >
      <p className="text-sm text-soft">{text.enrolHint}</p>
      {FIELDS.map(({ key, type }) => (
        <Field key={key} label={text.enrol[key]}>
          {(parts) => (
            <Input
              {...parts}
              type={type}
              autoComplete="off"
              maxLength={key === 'name' ? 40 : 200}
              {...(key === 'card' ? { 'data-scan': true } : {})}
              {...(key === 'name' ? {} : { dir: 'ltr' })}
              value={typed[key]}
              onChange={({ target }) => setTyped({ ...typed, [key]: target.value })}
            />
          )}
        </Field>
      ))}
      <fieldset className="grid gap-1">
        <legend className="mb-1 text-sm font-medium text-soft">{text.consents}</legend>
        {PURPOSES.map((purpose) => (
          <label key={purpose} className="flex min-h-12 items-center gap-3 text-sm">
            <input
              type="checkbox"
              className="size-6 shrink-0 accent-leaf"
              checked={granted.has(purpose)}
              onChange={({ target }) => tick(purpose, target.checked)}
            />
            {text.consent[purpose]}
          </label>
        ))}
      </fieldset>
      <TillProblem error={error} />
      <Button type="submit" className="min-h-12" disabled={busy || !granted.has('terms')}>
        {busy ? text.enrolling : text.enrolDo}
      </Button>
      <Button variant="quiet" className="min-h-12" onClick={onCancel}>
        {text.cancel}
      </Button>
    </form>
  )
}

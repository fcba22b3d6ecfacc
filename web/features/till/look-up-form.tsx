'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'

/** A card's number, typed or scanned. */
export function LookUpForm({ busy, onCard }: { busy: boolean; onCard: (card: string) => void }): ReactNode {
  const text = useText(tillSale)
  const [card, setCard] = useState('')
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onCard(card.trim())
      }}
    >
      <Field label={text.card}>
        {(parts) => (
          <Input
            {...parts}
            data-scan
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            value={card}
            onChange={({ target }) => setCard(target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="secondary" className="min-h-12" disabled={busy || card.trim() === ''}>
        {text.lookUp}
      </Button>
    </form>
  )
}

'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { askTill } from './till-api.ts'
import { TillProblem } from './till-problem.tsx'
import type { CandidateAnswer, MemberAnswer } from './till-types.ts'

/** By phone number; the member is asked whether it is theirs before anything can be done. */
export function PhoneForm({ onFound }: { onFound: (answer: MemberAnswer) => void }): ReactNode {
  const text = useText(tillSale)
  const [phone, setPhone] = useState('')
  const [candidate, setCandidate] = useState<CandidateAnswer>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(undefined)
    await work().catch(setError)
    setBusy(false)
  }
  const look = async (): Promise<void> => setCandidate(await askTill('/members/lookup', { phone: phone.trim() }))
  const confirm = async ({ candidate: one, ending }: CandidateAnswer): Promise<void> =>
    onFound(await askTill('/members/confirm', { candidate: one, ending }))
  if (candidate !== undefined) {
    return (
      <div className="grid gap-3">
        <Notice title={text.askEnding(candidate.ending)}>{text.askEndingHint(candidate.alias)}</Notice>
        <TillProblem error={error} />
        <Button className="min-h-12" disabled={busy} onClick={() => void during(() => confirm(candidate))}>
          {text.endingYes}
        </Button>
        <Button variant="secondary" className="min-h-12" onClick={() => setCandidate(undefined)}>
          {text.endingNo}
        </Button>
      </div>
    )
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void during(look)
      }}
    >
      <Field label={text.phone} hint={text.phoneHint}>
        {(parts) => (
          <Input
            {...parts}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            dir="ltr"
            value={phone}
            onChange={({ target }) => setPhone(target.value)}
          />
        )}
      </Field>
      <TillProblem error={error} />
      <Button type="submit" variant="secondary" className="min-h-12" disabled={busy || phone.trim() === ''}>
        {text.lookUp}
      </Button>
    </form>
  )
}

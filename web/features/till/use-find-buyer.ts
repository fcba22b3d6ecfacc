import { useState } from 'react'
import { ProblemError } from '../../browser/problem-error.ts'
import { isSignedCode } from '../pay/signed-code.ts'
import { type Buyer, isOpen } from './draft.ts'
import { UnreachableError, askTill } from './till-api.ts'
import { serviceNow } from './till-clock.ts'
import { isConnected } from './till-connection.ts'
import { useTill } from './till-provider.tsx'
import type { MemberAnswer } from './till-types.ts'

interface FindBuyer {
  busy: boolean
  error: unknown
  clear: () => void
  found: (answer: MemberAnswer) => void
  /** What a camera or a scanner read: a member's code, or else a card. */
  byText: (text: string) => Promise<void>
  byCard: (card: string) => Promise<void>
}

const isPayCode = (text: string): boolean => /\/api\/pay-codes\/[\w-]+$/.test(text)
const isLink = (text: string): boolean => /^https?:/i.test(text)

/** Finds who buys; without a connection it notes what they showed. */
export function useFindBuyer(): FindBuyer {
  const { draft, change } = useTill()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const take = (buyer: Buyer): void => change((now) => ({ ...now, buyer }))
  const found = (answer: MemberAnswer): void => take({ kind: 'found', ...answer })
  const find = async (shown: { qr: string } | { card: string }): Promise<void> => {
    setError(undefined)
    const at = serviceNow().toISOString()
    if (!isConnected()) return take({ kind: 'shown', shown, at })
    setBusy(true)
    try {
      found(await askTill<MemberAnswer>('/members/lookup', shown))
    } catch (failed) {
      if (failed instanceof UnreachableError) take({ kind: 'shown', shown, at })
      else setError(failed)
    } finally {
      setBusy(false)
    }
  }
  const byCard = async (card: string): Promise<void> => {
    if (card.length >= 4 && card.length <= 60) await find({ card })
    else setError(new ProblemError(422, 'CardUnfit', ''))
  }
  const byText = async (text: string): Promise<void> => {
    const plain = text.trim()
    if (isSignedCode(plain)) {
      // Its payment listens, too; without one it came too early.
      if (!draft.payments.some(isOpen)) setError(new ProblemError(422, 'SignedCodeEarly', ''))
    } else if (isPayCode(plain)) await find({ qr: plain })
    else if (isLink(plain)) setError(new ProblemError(422, 'CodeUnknown', ''))
    else await byCard(plain)
  }
  return { busy, error, clear: () => setError(undefined), found, byText, byCard }
}

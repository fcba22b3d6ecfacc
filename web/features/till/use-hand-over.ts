import { useState } from 'react'
import { ProblemError } from '../../browser/problem-error.ts'
import { readSignedCode } from '../pay/signed-code.ts'
import { tillRequest } from './till-api.ts'
import type { PaymentAnswer } from './till-types.ts'

interface HandOver {
  busy: boolean
  error: unknown
  /** Takes the text of a code that a member signed. */
  handOver: (text: string) => Promise<void>
}

/** Sends on what a member signed and showed. The relay takes the same code once, however often it is scanned. */
export function useHandOver({ id }: PaymentAnswer, onNews: (payment: PaymentAnswer) => void): HandOver {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const handOver = async (text: string): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const signed = await readSignedCode(text)
      if (signed === undefined) throw new ProblemError(422, 'NoSignedCode', '')
      const request = { path: `/payments/${id}/intent`, body: JSON.stringify(signed), key: crypto.randomUUID() }
      onNews(await tillRequest<PaymentAnswer>({ method: 'POST', ...request }))
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, handOver }
}

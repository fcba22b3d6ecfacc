import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../browser/problem-error.ts'
import { type Draft, type Finished, finishedBy, saleBody } from './draft.ts'
import { keepReceipt } from './past-receipts.ts'
import { enqueue } from './queue.ts'
import { act, forgetAct, openAct } from './till-act.ts'
import { UnreachableError } from './till-api.ts'
import { serviceNow } from './till-clock.ts'
import { isConnected } from './till-connection.ts'
import type { TillDevice } from './till-device.ts'
import { useTill } from './till-provider.tsx'
import type { SaleAnswer } from './till-types.ts'

interface Finish {
  busy: boolean
  error: unknown
  finish: () => Promise<void>
}

/** Ends the sale at hand: booked, or put aside until there is a connection. A finish that a reload cut short goes on by itself. */
export function useFinish(): Finish {
  const { device, draft, change } = useTill()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const finish = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    const at = draft.at ?? timeOf(draft)
    change((now) => ({ ...now, at }))
    try {
      const finished = await tell({ ...draft, at }, device)
      await keepReceipt({ ...draft, at }, device.settings.currency)
      change((now) => ({ ...now, finished }))
    } catch (failed) {
      setError(failed)
      // What was refused is not booked: the basket may be changed. Of what was not answered nobody knows.
      if (failed instanceof ProblemError) change((now) => ({ ...now, at: undefined }))
    } finally {
      setBusy(false)
    }
  }
  const again = useRef(finish)
  useEffect(() => {
    again.current = finish
  })
  useEffect(() => {
    void openAct('sale').then((open) => {
      if (open?.body.includes(draft.sale) === true) void again.current()
    })
  }, [draft.sale])
  return { busy, error, finish }
}

/** A code counts if it was fresh at the time of the sale: where it could not be looked up, that is when it was shown. */
const timeOf = ({ buyer }: Draft): string => (buyer?.kind === 'shown' ? buyer.at : serviceNow().toISOString())

async function tell(draft: Draft & { at: string }, device: TillDevice): Promise<Finished> {
  const { currency, taxBasisPoints } = device.settings
  const body = saleBody(draft, currency, taxBasisPoints)
  const earnsOnly = body.payments.length === 0
  try {
    if (earnsOnly && !isConnected()) throw new UnreachableError('There is no connection.')
    return finishedBy(await act<SaleAnswer>('sale', '/sales', body))
  } catch (error) {
    if (!(error instanceof UnreachableError) || !earnsOnly) throw error
    // The sale keeps its id: should the service have heard it after all, it is booked once.
    await enqueue({ body, shop: `${device.brand} ${device.device}` })
    await forgetAct('sale')
    return { kind: 'queued' }
  }
}

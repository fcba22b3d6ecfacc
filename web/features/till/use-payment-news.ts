import { useEffect, useRef } from 'react'
import { isOpen } from './draft.ts'
import { getTill } from './till-api.ts'
import type { PaymentAnswer } from './till-types.ts'

const LOOK_EVERY_MS = 4_000

/** Follows a payment until it is over: by events as they come, and by asking where they stay away. */
export function usePaymentNews(payment: PaymentAnswer, onNews: (payment: PaymentAnswer) => void): void {
  const tell = useRef(onNews)
  useEffect(() => {
    tell.current = onNews
  })
  const { id } = payment
  const open = isOpen(payment) || payment.state === 'confirmed'
  useEffect(() => {
    if (!open) return
    const source = new EventSource(`/api/till/payments/${id}/events`)
    source.addEventListener('payment', (event: MessageEvent<string>) =>
      tell.current(JSON.parse(event.data) as PaymentAnswer),
    )
    const timer = setInterval(() => {
      // No connection: the banner says so, and the next look tells what became of it.
      getTill<PaymentAnswer>(`/payments/${id}`).then(tell.current, () => undefined)
    }, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      source.close()
    }
  }, [id, open])
}

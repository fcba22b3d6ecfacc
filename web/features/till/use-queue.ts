import { useEffect, useState } from 'react'
import { type QueuedSale, onQueue, queuedSales, sendQueue } from './queue.ts'
import { getTill } from './till-api.ts'
import { useConnected } from './till-connection.ts'
import type { TillDevice } from './till-device.ts'

const LOOK_EVERY_MS = 5_000

/** The sales that wait; as soon as there is a connection they are told. */
export function useQueue({ brand, device }: Pick<TillDevice, 'brand' | 'device'>): readonly QueuedSale[] {
  const [sales, setSales] = useState<readonly QueuedSale[]>([])
  const connected = useConnected()
  const shop = `${brand} ${device}`
  const waiting = sales.some((sale) => sale.problem === undefined && sale.shop === shop)
  useEffect(() => {
    const look = (): void => void queuedSales().then(setSales, () => undefined)
    look()
    return onQueue(look)
  }, [])
  useEffect(() => {
    if (connected && !waiting) return
    const tell = (): void => {
      if (!navigator.onLine) return
      // Whether it works is noted by the request itself; what was refused stands in the queue.
      const work = waiting ? sendQueue(shop) : getTill('/device')
      work.catch((error: unknown) => console.warn('The till tries again:', (error as Error).name))
    }
    if (connected) tell()
    const timer = setInterval(tell, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [connected, waiting, shop])
  return sales
}

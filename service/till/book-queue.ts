import type { Transaction } from '../database/open-database.ts'
import { bookSale, type SaleAsked, type SaleBooked } from './book-sale.ts'
import type { CardTries } from './card-tries.ts'
import type { Device } from './device.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

export type QueuedAnswer =
  | { sale: string; status: 'booked' | 'known'; earned: string }
  | { sale: string; status: 'refused'; problem: { code: string; detail: string } }

/**
 * Books what a till earned for its members while it was offline; each sale for itself, each once. Never takes
 * points. Once too many cards were wrong, whatever has a card is put off: what is booked would tell the good ones.
 */
export async function bookQueue(
  sql: Transaction,
  desk: TillDesk,
  device: Device,
  { entries, tries }: { entries: readonly SaleAsked[]; tries: CardTries },
): Promise<{ entries: QueuedAnswer[] }> {
  if (entries.some(({ member }) => typeof member === 'object' && 'card' in member)) await tries.check()
  const answers: QueuedAnswer[] = []
  for (const entry of entries) answers.push(await bookQueued(sql, desk, device, { ...entry, tries }))
  return { entries: answers }
}

async function bookQueued(sql: Transaction, desk: TillDesk, device: Device, entry: SaleBooked): Promise<QueuedAnswer> {
  const { sale } = entry
  try {
    if (entry.payments.length > 0) throw offlinePayment()
    const booked = await sql.savepoint((inner) => bookSale(inner, desk, device, entry))
    return { sale, status: booked.known ? 'known' : 'booked', earned: booked.earned }
  } catch (error) {
    if (!(error instanceof TillError)) throw error
    return { sale, status: 'refused', problem: { code: error.code, detail: error.message } }
  }
}

function offlinePayment(): TillError {
  const sentence = 'A till without connection takes no points. Book this sale by itself, once its payment is done.'
  return new TillError('OfflinePayment', { status: 422, sentence })
}

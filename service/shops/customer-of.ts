import { getAddress, isAddress } from 'viem'
import { UnreadableDelivery } from './delivery-error.ts'
import { microNearest } from './micro.ts'
import type { Customer } from './shop-event.ts'

type Given = { [name in keyof Customer]: string | null | undefined }

/** The customer as far as the shop knows it; undefined where it knows nothing at all. */
export function customerOf({ id, email, phone, account }: Given): Customer | undefined {
  const customer: Customer = {
    ...some('id', id),
    ...some('email', email),
    ...some('phone', phone),
    ...(account && isAddress(account, { strict: false }) ? { account: getAddress(account) } : {}),
  }
  return Object.keys(customer).length > 0 ? customer : undefined
}

function some<name extends string>(name: name, value: string | null | undefined): { [key in name]?: string } {
  const text = value?.trim()
  return text ? ({ [name]: text } as { [key in name]?: string }) : {}
}

/** Name under which a shop's own program may note the account that is to get the points; never taken from buyers. */
export const ACCOUNT_NOTE = 'points_account'

/** Name under which a shop may note, in its currency, what of the order was paid with points. */
export const TENDER_NOTE = 'points_tender'

/** The value of the note of that name, where it is text. */
export function noteOf(notes: readonly { name: string; value?: unknown }[], name: string): string | undefined {
  const value = notes.find((note) => note.name === name)?.value
  return typeof value === 'string' ? value : undefined
}

/** What a note says was paid with points; nothing without a note. */
export function tenderOf(note: string | undefined): bigint {
  const tender = microNearest(note ?? '0')
  if (tender < 0n) throw new UnreadableDelivery(`${TENDER_NOTE} is below zero`)
  return tender
}

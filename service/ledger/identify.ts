import { createHmac, createSecretKey } from 'node:crypto'
import { type Hex, isAddress, zeroAddress } from 'viem'
import { UnreadableDelivery } from '../shops/delivery-error.ts'
import type { Customer } from '../shops/shop-event.ts'

export type IdentifierKind = 'account' | 'id' | 'email' | 'phone' | 'card'

/** By what a member is known: never the value, only what it hashes to under the brand's pepper. */
export type Identifier = { kind: IdentifierKind; hash: string }

/** Name of the pepper in the data folder. */
export const pepperName = (code: string): string => `${code}-pepper`

/** Hash of a value as identifiers are stored; undefined where the value says nothing once it is normalised. */
export function identifierOf(pepper: Hex, kind: IdentifierKind, value: string): Identifier | undefined {
  const normal = kind === 'id' ? value.trim() : NORMALISED[kind](value)
  if (normal === '') return undefined
  const key = createSecretKey(pepper.slice(2), 'hex')
  return { kind, hash: createHmac('sha256', key).update(`${kind}\n${normal}`).digest('hex') }
}

const NORMALISED: Record<Exclude<IdentifierKind, 'id'>, (value: string) => string> = {
  account: (value) => value.trim().toLowerCase(),
  email: (value) => value.trim().normalize('NFKC').toLowerCase(),
  phone: (value) => normalPhone(value),
  card: (value) => value.replace(/[\s-]/g, '').toUpperCase(),
}

/** Digits with a leading plus; 00 before them means the same. A number without country stays without. */
function normalPhone(value: string): string {
  const digits = value.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')
  const number = digits.startsWith('00') ? `+${digits.slice(2)}` : digits.replace(/(?!^)\+/g, '')
  return isPlaceholder(number.replace('+', '')) ? '' : number
}

export type ShopScope = { provider: string; shop: string }

/** What a sale knows its customer by, the surest first. A provider's customer number counts within its shop alone. */
export function identifiersOf(
  pepper: Hex,
  { provider, shop }: ShopScope,
  customer: Customer | undefined,
): Identifier[] {
  if (!customer) return []
  const { account, id, email, phone } = customer
  const found = [
    account === undefined ? undefined : identifierOf(pepper, 'account', accountIn(account)),
    id === undefined || id.trim() === '' ? undefined : identifierOf(pepper, 'id', `${provider}\n${shop}\n${id.trim()}`),
    email === undefined ? undefined : identifierOf(pepper, 'email', email),
    phone === undefined ? undefined : identifierOf(pepper, 'phone', phone),
  ]
  return found.filter((each) => each !== undefined)
}

/** The account as the books write it. Nothing can be minted to the zero address, so no batch may ever hold it. */
export function accountIn(account: string): string {
  const text = account.trim().toLowerCase()
  if (isAddress(text, { strict: false }) && text !== zeroAddress) return text
  throw new UnreadableDelivery('the customer account is no address that can hold points')
}

/** Where a telephone number has to be given, people write zeros. */
const isPlaceholder = (digits: string): boolean => digits.length < 7 || /^(\d)\1*$/.test(digits)

import { BadDelivery } from './delivery-error.ts'

const PLAIN = /^[\x21-\x7e]{1,255}$/

/** The header's value, or BadDelivery where it is missing or no plain text of one word. */
export function requireHeader(headers: Headers, name: string, ...otherNames: string[]): string {
  const value = [name, ...otherNames].map((each) => headers.get(each)).find((each) => each !== null && each !== '')
  if (value === undefined || value === null) throw new BadDelivery('MissingHeader', name)
  if (!PLAIN.test(value)) throw new BadDelivery('BadHeader', name)
  return value
}

/** A time out of a header that nobody signed: information, never a reason to refuse. */
export function headerTime(headers: Headers, ...names: string[]): Date | undefined {
  const text = names.map((each) => headers.get(each)).find((each) => each !== null)
  const time = new Date(text ?? Number.NaN)
  return Number.isNaN(time.getTime()) ? undefined : time
}

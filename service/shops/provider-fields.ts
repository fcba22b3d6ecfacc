import { z } from 'zod'

// Fields as providers send them, once numbers are text.

/** A whole number, as number or as text. */
export const digits = z.string().regex(/^\d{1,20}$/)

/** An amount, as number or as text; it is read where its currency is known. */
export const amountText = z.string().max(60)

/** Text that may be missing, null or empty. */
export const textOrNothing = z
  .string()
  .max(2_000)
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text))

export const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase())

/** A provider's own name for something: no blanks, no control characters, short enough for a key. */
export const name = z.string().regex(/^[\x21-\x7e]{1,200}$/)

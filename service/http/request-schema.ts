import { type Address, type Hex, getAddress, isAddress } from 'viem'
import { z } from 'zod'
import { VERBS } from '../../chain/intents/typed-data.ts'

/** Bytes as hexadecimal digits, of at most so many bytes. */
const hex = (most: number) =>
  z
    .string()
    .max(2 + most * 2)
    .regex(/^0x([0-9a-fA-F]{2})*$/, 'is not hexadecimal')
    .transform((value) => value.toLowerCase() as Hex)
const word = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes')
  .transform((value) => value.toLowerCase() as Hex)
const whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,77})$/, 'is not a whole number as a string')
  .transform((value) => BigInt(value))
export const addressSchema = z
  .string()
  .refine((value) => isAddress(value, { strict: false }), 'is not an address')
  .transform((value): Address => getAddress(value))

const key = z.strictObject({ x: word, y: word })

/** A verb by its name, or by its number in the contracts. */
const verb = z.union([
  z.enum(VERBS).transform((name) => VERBS.indexOf(name)),
  z
    .number()
    .int()
    .min(0)
    .max(VERBS.length - 1),
])

export const intentRequestSchema = z
  .strictObject({
    intent: z.strictObject({
      verb,
      member: addressSchema.optional(),
      nonce: whole.optional(),
      deadline: whole.optional(),
      payload: hex(1_024),
      signature: hex(4_096),
      account: key.optional(),
    }),
    account: key.optional(),
  })
  .transform(({ intent: { account, ...intent }, account: beside }) => ({ intent, key: beside ?? account }))

const call = z.strictObject({ to: addressSchema, value: whole, data: hex(256) })

export const operationRequestSchema = z
  .strictObject({
    operation: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('execute'),
        account: addressSchema,
        calls: z.array(call).max(8),
        nonce: whole,
        deadline: whole,
        signature: hex(4_096),
      }),
      z.strictObject({
        kind: z.literal('start-recovery'),
        account: addressSchema,
        proposed: key,
        nonce: whole,
        deadline: whole,
        signature: hex(4_096),
      }),
      z.strictObject({ kind: z.literal('finish-recovery'), account: addressSchema }),
    ]),
    account: key.optional(),
  })
  .transform(({ operation, account }) => ({ operation, key: account }))

export const idSchema = z.uuid()

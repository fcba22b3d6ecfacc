import { type Address, type Hex, isAddress } from 'viem'
import { z } from 'zod'

export const hex32 = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))
export const hexBytes = z.custom<Hex>((value) => typeof value === 'string' && /^0x([0-9a-f]{2}){1,4096}$/i.test(value))
export const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }))
export const credentialId = z.string().regex(/^[\w-]{1,1400}$/)
export const amount = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt)

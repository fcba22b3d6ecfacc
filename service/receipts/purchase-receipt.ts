import { z } from 'zod'

const hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const amount = z.string().regex(/^\d+$/)

/**
 * The receipt of one purchase in one batch. Points in 0.01 point. `others` are the member's other purchases in that batch,
 * without what they were: with them the purchases must sum to what the chain credited the member with.
 */
export const purchaseReceiptSchema = z.object({
  schema: z.literal(1),
  chainId: z.number().int(),
  hub: address,
  brandId: z.number().int(),
  brand: z.string(),
  token: address,
  sequence: amount,
  root: hash,
  member: address,
  purchase: z.object({
    reference: hash,
    salt: hash,
    provider: z.string(),
    shop: z.string(),
    order: z.string(),
    date: z.string(),
    points: amount,
    proof: z.array(hash),
  }),
  others: z.array(z.object({ reference: hash, points: amount, proof: z.array(hash) })),
})

export type PurchaseReceipt = z.infer<typeof purchaseReceiptSchema>

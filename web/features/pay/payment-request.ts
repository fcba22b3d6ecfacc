import { z } from 'zod'

const schema = z.object({
  /** Code of the brand whose till asks. */
  brand: z.string().regex(/^[a-z0-9-]{3,20}$/),
  /** In µ. */
  amount: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(BigInt),
  /** The till's own name for the order. */
  order: z.string().trim().min(1).max(80),
})

export type PaymentRequest = z.infer<typeof schema>

/** What a till's link asks for: nothing where it is no request, `bad` where it cannot be read. */
export function readPaymentRequest(
  search: Record<string, string | string[] | undefined>,
): PaymentRequest | 'bad' | undefined {
  if (search.brand === undefined && search.amount === undefined && search.order === undefined) return undefined
  const parsed = schema.safeParse(search)
  return parsed.success ? parsed.data : 'bad'
}

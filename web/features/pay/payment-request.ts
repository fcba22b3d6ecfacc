/** What a till asks for. */
export interface PaymentRequest {
  /** Code of the brand whose till asks. */
  brand: string
  /** In µ. */
  amount: bigint
  /** The till's own name for the order. */
  order: string
}

const BRAND = /^[a-z0-9-]{3,20}$/
const AMOUNT = /^[1-9]\d{0,14}$/
const ORDER = /^.{1,80}$/u

/**
 * What a till's link asks for: nothing where it is no request, `bad` where it cannot be read. Read by hand: a library of
 * schemas would be most of what this page loads, and evaluates code, which the policy refuses.
 */
export function readPaymentRequest(
  search: Record<string, string | string[] | undefined>,
): PaymentRequest | 'bad' | undefined {
  const { brand, amount, order } = search
  if (brand === undefined && amount === undefined && order === undefined) return undefined
  if (typeof brand !== 'string' || typeof amount !== 'string' || typeof order !== 'string') return 'bad'
  const name = order.trim()
  const good = BRAND.test(brand) && AMOUNT.test(amount) && ORDER.test(name)
  return good ? { brand, amount: BigInt(amount), order: name } : 'bad'
}

/** The same in an address. */
export function paymentRequestIn(search: Pick<URLSearchParams, 'keys' | 'getAll'>): PaymentRequest | 'bad' | undefined {
  const fields = [...search.keys()].map((key) => {
    const values = search.getAll(key)
    return [key, values.length === 1 ? values[0] : values] as const
  })
  return readPaymentRequest(Object.fromEntries(fields))
}

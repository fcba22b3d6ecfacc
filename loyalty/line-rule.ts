/** Why a line earns nothing and takes nothing back. */
export type SkipReason =
  | 'noCustomer'
  | 'notAProduct'
  | 'priceNotAboveZero'
  | 'quantityZero'
  | 'negativeQuantityOutsideCancellation'
  | 'positiveQuantityInCancellation'
  | 'anotherCustomersOrder'
  | 'erasedCustomer'

/** One line as a file has it. `quantity` is negative where goods came back; `price` in 10^-6 of the currency. */
export type SourceLine = {
  order: string
  member: string
  item: string
  quantity: bigint
  price: bigint
}

/** Stock codes of Online Retail that are no goods: postage, discounts, fees, vouchers, adjustments. Case matters. */
const NOT_A_PRODUCT = new Set('POST,D,C2,DOT,M,m,S,B,PADS,CRUK,AMAZONFEE,DCGSSBOY,DCGSSGIRL,BANK CHARGES'.split(','))

/** Rule of the Online Retail file: invoices that start with C are cancellations, and some codes are no goods. */
export function skipOnlineRetail(line: SourceLine): SkipReason | undefined {
  if (line.member === '') return 'noCustomer'
  if (NOT_A_PRODUCT.has(line.item) || line.item.startsWith('gift_')) return 'notAProduct'
  if (line.price <= 0n) return 'priceNotAboveZero'
  if (line.quantity === 0n) return 'quantityZero'
  if (line.order.startsWith('C')) return line.quantity > 0n ? 'positiveQuantityInCancellation' : undefined
  return line.quantity < 0n ? 'negativeQuantityOutsideCancellation' : undefined
}

/** Rule of the plain formats: a negative quantity is a return, every item is goods. */
export function skipPlain(line: SourceLine): SkipReason | undefined {
  if (line.member === '') return 'noCustomer'
  if (line.price <= 0n) return 'priceNotAboveZero'
  return line.quantity === 0n ? 'quantityZero' : undefined
}

/** ISO 4217: currencies whose minor unit is not 1/100. */
const ISO: readonly [exponent: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

/**
 * Where Stripe's amounts differ from ISO 4217: ariary without decimals, krónur and shillings with two that are zero.
 * (docs.stripe.com/currencies lists UGX both ways; two decimals can only give too few points.)
 */
const STRIPE = new Map([
  ['MGA', 0],
  ['ISK', 2],
  ['UGX', 2],
])

const EXPONENTS = new Map(ISO.flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, exponent])))

/** Decimals of the minor unit of an ISO 4217 code in capitals. */
export function currencyExponent(code: string): number {
  return EXPONENTS.get(code) ?? 2
}

/** Decimals that Stripe's whole numbers have. */
export function stripeExponent(code: string): number {
  return STRIPE.get(code) ?? currencyExponent(code)
}

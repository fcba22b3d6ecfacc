import { UnreadableDelivery } from './delivery-error.ts'

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown

/** A number becomes its own text: ids above 2^53 stay exact, and money never passes through a float. */
const numbersAsText: Reviver = (_key, value, context) => (typeof value === 'number' ? context.source : value)

/** JSON whose numbers are the text they were written as. Throws UnreadableDelivery. */
export function parseExactJson(body: Uint8Array): unknown {
  return parse(body, numbersAsText as (key: string, value: unknown) => unknown)
}

/** JSON as it is, for formats that write every figure as text. Throws UnreadableDelivery. */
export function parseJson(body: Uint8Array): unknown {
  return parse(body)
}

function parse(body: Uint8Array, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), reviver) as unknown
  } catch (cause) {
    // The parser's own message may quote the body.
    throw new UnreadableDelivery('the body is not JSON', { cause: cause instanceof Error ? cause.name : undefined })
  }
}

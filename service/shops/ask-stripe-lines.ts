import { UnreadableDelivery } from './delivery-error.ts'
import { readAs } from './read-as.ts'
import type { ShopFetcher } from './shop-delivery.ts'
import { type StripeLine, stripeLinesSchema } from './stripe-schema.ts'

const MOST_PAGES = 50

export function stripeLinesPath(session: string, after?: string): string {
  const from = after === undefined ? '' : `&starting_after=${encodeURIComponent(after)}`
  return `/v1/checkout/sessions/${encodeURIComponent(session)}/line_items?limit=100${from}`
}

/** All lines of a checkout session, page by page. */
export async function askStripeLines(fetcher: ShopFetcher, session: string): Promise<StripeLine[]> {
  const lines: StripeLine[] = []
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, has_more } = readAs(
      stripeLinesSchema,
      await fetcher.getJson(stripeLinesPath(session, lines.at(-1)?.id)),
    )
    lines.push(...data)
    if (!has_more || data.length === 0) return lines
  }
  throw new UnreadableDelivery('the session has more lines than can be asked for')
}

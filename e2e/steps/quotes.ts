import type { Visitor } from '../harness/visitor.ts'

/** Keeps the quote on the page as it is: no newer one gets through, as on a bad line. */
export async function holdQuotes({ page }: Visitor): Promise<void> {
  // Answered never: the request stays open until the page is closed.
  await page.route('**/api/quote', () => undefined)
}

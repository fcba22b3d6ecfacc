import { donateText } from '../../web/messages/donate.ts'
import type { Visitor } from '../harness/visitor.ts'

export interface GiveStep {
  /** Name of the cause, as the page shows it. */
  cause: string
  /** Brand code. */
  from: string
  points: string
}

/** Fills in a gift up to its button. */
export async function quoteGift(visitor: Visitor, { cause, from, points }: GiveStep): Promise<void> {
  const { page } = visitor
  await visitor.open(`/donate?from=${from}`)
  await page.getByRole('group', { name: donateText.en.causes }).getByText(cause).click()
  await page.getByRole('textbox', { name: donateText.en.amount, exact: true }).fill(points)
  await page.getByRole('button', { name: /^Give .+ to / }).waitFor()
}

export async function confirmGift({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /^Give .+ to / }).click()
}

import type { Visitor } from '../harness/visitor.ts'

/** How a flow stands, as the page shows it. */
export type ShownState = 'sending' | 'sent' | 'in-block' | 'shown' | 'failed' | 'cancelled'

const END: readonly ShownState[] = ['shown', 'failed', 'cancelled']

/** Waits until the flow on the page stands as one of these; ends early where it has ended otherwise. */
export async function untilFlow(
  { page }: Visitor,
  states: readonly ShownState[],
  { seconds = 20 } = {},
): Promise<ShownState> {
  const wanted = [...new Set([...states, ...END])].map((state) => `[data-flow-state="${state}"]`).join(', ')
  const flow = page.locator(wanted).first()
  await flow.waitFor({ timeout: seconds * 1_000 })
  const state = (await flow.getAttribute('data-flow-state')) as ShownState
  // It may have gone on since it was found, never back.
  if (states.includes(state) || (state === 'shown' && !states.some((one) => one === 'failed' || one === 'cancelled')))
    return state
  throw new Error(`It is ${state}, not ${states.join(' or ')}: ${await flow.innerText()}`)
}

/** Waits until what was signed has come to its end, and is in the balance. */
export async function untilShown(visitor: Visitor, patience: { seconds?: number } = {}): Promise<void> {
  await untilFlow(visitor, ['shown'], patience)
}

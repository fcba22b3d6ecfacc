/** A failure told to a person as one sentence: what happened and what to do. No stack is shown for it. */
export class Refusal extends Error {
  override name = 'Refusal'
}

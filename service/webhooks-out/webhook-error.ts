/** A message cannot go where it should; the sentence says what to do. */
export class WebhookError extends Error {
  override name = 'WebhookError'
  readonly code: string

  constructor(code: string, sentence: string, options: { cause?: unknown } = {}) {
    super(sentence, options)
    this.code = code
  }
}

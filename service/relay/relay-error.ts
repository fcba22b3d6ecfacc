export type RelayErrorDetails = {
  /** HTTP status that says the same. */
  status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503
  /** What happened and what to do, for people. */
  sentence: string
  retryAfterSeconds?: number | undefined
  cause?: unknown
}

/** The relay does not take what it was asked to carry. */
export class RelayError extends Error {
  override name = 'RelayError'
  readonly code: string
  readonly status: RelayErrorDetails['status']
  readonly retryAfterSeconds: number | undefined

  constructor(code: string, { status, sentence, retryAfterSeconds, cause }: RelayErrorDetails) {
    super(sentence, { cause })
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

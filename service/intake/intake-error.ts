export type IntakeErrorDetails = {
  /** HTTP status that says the same. */
  status: 400 | 401 | 404 | 413 | 429
  /** What happened and what to do, for people; says nothing about other shops or brands. */
  sentence: string
  retryAfterSeconds?: number | undefined
  cause?: unknown
}

/** A delivery is not taken, and nothing of it is stored. */
export class IntakeError extends Error {
  override name = 'IntakeError'
  readonly code: string
  readonly status: IntakeErrorDetails['status']
  readonly retryAfterSeconds: number | undefined

  constructor(code: string, { status, sentence, retryAfterSeconds, cause }: IntakeErrorDetails) {
    super(sentence, { cause })
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

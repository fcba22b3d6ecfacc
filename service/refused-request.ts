export type RefusalDetails<status extends number = number> = {
  /** HTTP status that says the same. */
  status: status
  /** What happened and what to do, for people; says nothing of others, and nothing personal. */
  sentence: string
  retryAfterSeconds?: number | undefined
  /** Fields that are wrong, by path. */
  errors?: { path: string; message: string }[] | undefined
  cause?: unknown
}

/** What was asked for is not done, and nothing of it was kept. The service answers it as a problem (RFC 9457). */
export class RefusedRequest<status extends number = number> extends Error {
  override name = 'RefusedRequest'
  readonly code: string
  readonly status: status
  readonly retryAfterSeconds: number | undefined
  readonly errors: RefusalDetails['errors']

  constructor(code: string, { status, sentence, retryAfterSeconds, errors, cause }: RefusalDetails<status>) {
    super(sentence, { cause })
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
    this.errors = errors
  }
}

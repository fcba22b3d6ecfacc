export type TillErrorDetails = {
  status: 400 | 401 | 404 | 409 | 410 | 413 | 415 | 422 | 429
  /** What happened and what to do, for the cashier; says nothing of other brands and nothing personal. */
  sentence: string
  retryAfterSeconds?: number | undefined
  /** Fields that are wrong, by path. */
  errors?: { path: string; message: string }[] | undefined
  cause?: unknown
}

/** What a till asked for is refused, and nothing of it was done. */
export class TillError extends Error {
  override name = 'TillError'
  readonly code: string
  readonly status: TillErrorDetails['status']
  readonly retryAfterSeconds: number | undefined
  readonly errors: { path: string; message: string }[] | undefined

  constructor(code: string, { status, sentence, retryAfterSeconds, errors, cause }: TillErrorDetails) {
    super(sentence, { cause })
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
    this.errors = errors
  }
}

/** The same for what never was, what is over, and what is another brand's. */
export const unknownMember = (): TillError =>
  new TillError('UnknownMember', { status: 404, sentence: 'No member of this brand is known by this. Enrol them.' })

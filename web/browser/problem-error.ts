/** What a server of ours refused, in its own sentence. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  status: number
  code: string
  /** When the server would look at it again, in seconds from then on. */
  retryAfter: number | undefined

  constructor(status: number, code: string, detail: string, retryAfter?: number) {
    super(detail)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** The same request may work later. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status >= 500 || error.status === 429

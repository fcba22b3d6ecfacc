/** What a server of ours refused, in its own sentence. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  status: number
  code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
  }
}

/** The same request may work later. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status >= 500 || error.status === 429

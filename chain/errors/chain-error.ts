export interface ChainErrorDetails {
  /** What happened, for people. */
  sentence: string
  /** What to do about it. */
  hint?: string | undefined
  /** Arguments of the contract's custom error, by name. */
  args?: Record<string, unknown> | undefined
  cause?: unknown
}

/** The one error of `chain/`: `code` is the contract's error name, or a short name of what went wrong on the way there. */
export class ChainError extends Error {
  override name = 'ChainError'
  code: string
  hint: string | undefined
  args: Record<string, unknown>

  constructor(code: string, { sentence, hint, args, cause }: ChainErrorDetails) {
    super(sentence, { cause })
    this.code = code
    this.hint = hint
    this.args = args ?? {}
  }
}

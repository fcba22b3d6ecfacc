/** An import that cannot go on; the message says what happened and what to do. Nothing was half done. */
export class ImportError extends Error {
  override name = 'ImportError'
  /** Short name of the reason, for programs. */
  readonly code: string

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

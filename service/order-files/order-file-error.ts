/** A file of orders that cannot be read; the message names the place and says what to do. */
export class OrderFileError extends Error {
  override name = 'OrderFileError'
  readonly line: number | undefined

  constructor(message: string, options: { line?: number; cause?: unknown } = {}) {
    const place = options.line === undefined ? '' : `Line ${options.line}: `
    super(place + message, options.cause === undefined ? {} : { cause: options.cause })
    this.line = options.line
  }
}

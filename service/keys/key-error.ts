/** A key cannot be read or made; the message says what to do. */
export class KeyError extends Error {
  override name = 'KeyError'
}

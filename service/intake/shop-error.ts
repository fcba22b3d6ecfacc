/** A shop cannot be connected, changed or found; the message says what to do. */
export class ShopError extends Error {
  override name = 'ShopError'
}

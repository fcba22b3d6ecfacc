import { RefusedRequest } from '../refused-request.ts'

/** The relay does not take what it was asked to carry. */
export class RelayError extends RefusedRequest<400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503> {
  override name = 'RelayError'
}

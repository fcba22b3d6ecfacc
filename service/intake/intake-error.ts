import { RefusedRequest } from '../refused-request.ts'

/** A delivery is not taken, and nothing of it is stored. */
export class IntakeError extends RefusedRequest<400 | 401 | 404 | 413 | 429 | 503> {
  override name = 'IntakeError'
}

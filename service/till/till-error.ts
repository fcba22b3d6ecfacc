import { RefusedRequest } from '../refused-request.ts'

/** What a till asked for is refused, and nothing of it was done. */
export class TillError extends RefusedRequest<400 | 401 | 404 | 409 | 410 | 413 | 415 | 422 | 429> {
  override name = 'TillError'
}

/** The same for what never was, what is over, and what is another brand's. */
export const unknownMember = (): TillError =>
  new TillError('UnknownMember', { status: 404, sentence: 'No member of this brand is known by this. Enrol them.' })

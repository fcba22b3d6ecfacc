import { RefusedRequest } from '../refused-request.ts'

/** What was asked in a brand's name is refused, and nothing of it was done. */
export class AccessError extends RefusedRequest<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> {
  override name = 'AccessError'
}

/** The same for a key that never was, that is over, and that nobody gave. */
export const unknownKey = (): AccessError =>
  new AccessError('UnknownKey', {
    status: 401,
    sentence: 'This is no key that counts here. Send "Authorization: Bearer …"; `points access add` makes keys.',
  })

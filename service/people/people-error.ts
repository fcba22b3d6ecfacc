import { RefusedRequest } from '../refused-request.ts'

/** What was asked about a person is refused, and nothing of it was done. */
export class PeopleError extends RefusedRequest<404 | 409 | 422> {
  override name = 'PeopleError'
}

/** Never names what was asked for: it may be somebody's e-mail address. */
export const unknownPerson = (): PeopleError =>
  new PeopleError('UnknownMember', {
    status: 404,
    sentence:
      'This brand knows nobody by this. Give a number or name of the books, an account, or a whole e-mail address, phone or card number.',
  })

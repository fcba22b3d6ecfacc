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

/** Numbers and names made at random alone: they tell the people apart and say nothing of them. */
export function severalPeople(names: readonly string[]): PeopleError {
  const sentence =
    `This is known of several: ${names.toSorted().join(', ')}. They may be one person or not; the books cannot tell. ` +
    'Name each of them that is meant, one after the other, by this number or name.'
  return new PeopleError('SeveralMembers', { status: 409, sentence })
}

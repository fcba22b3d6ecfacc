/** The database cannot do what it was asked for; the message says what to do. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

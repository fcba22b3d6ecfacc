import type { Network } from '../../chain/network.ts'
import type { Io } from '../cli/io.ts'

/** The database of the books: DATABASE_URL, else the one of the network. */
export function databaseUrlOf(io: Io, network: Network | undefined): string {
  const url = io.env['DATABASE_URL'] || network?.databaseUrl
  if (url) return url
  throw new Error('No database is known. Set DATABASE_URL to the PostgreSQL that keeps the books.')
}

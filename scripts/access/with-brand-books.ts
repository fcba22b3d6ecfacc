import type { Database } from '../../service/database/open-database.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import type { Io } from '../cli/io.ts'
import type { ReadOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'

/** Works on the books of a brand of the chain, which may be new to them. */
export async function withBrandBooks<result>(
  io: Io,
  options: ReadOptions & { brand: string },
  work: (books: { database: Database; home: string; brandId: number }) => Promise<result>,
): Promise<result> {
  const session = await openSession(io, options)
  const brandId = await brandIdOf(session, options.brand)
  const database = await openDatabase(databaseUrlOf(io, session.network))
  try {
    await ensureBrand(database, session.client, { brandId, code: options.brand })
    return await work({ database, home: session.home, brandId })
  } finally {
    await database.end({ timeout: 5 })
  }
}

import { readNetwork } from '../../chain/network.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { databaseUrlOf } from '../import/database-url.ts'
import { type Io, homeOf } from './io.ts'

export type Books = { database: Database; home: string }

/** Works on the books of the data folder's network, or on those of DATABASE_URL, without asking the chain. */
export async function withBooks<result>(io: Io, work: (books: Books) => Promise<result>): Promise<result> {
  const home = homeOf(io)
  const database = await openDatabase(databaseUrlOf(io, await readNetwork(home)))
  try {
    return await work({ database, home })
  } finally {
    await database.end({ timeout: 5 })
  }
}

/** Number of a brand whose books these are. */
export async function brandInBooks({ database }: Books, code: string): Promise<number> {
  const [row] = await database<{ brandId: number }[]>`
    select brand_id::int as "brandId" from brands where code = ${code}`
  if (row) return row.brandId
  throw new Error(
    `The books know no brand "${code}" yet. Connect a shop of it first: points shop connect --brand ${code}`,
  )
}

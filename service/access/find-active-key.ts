import type { Transaction } from '../database/open-database.ts'
import { AccessError } from './access-error.ts'
import { type AccessKey, listKeys, statusOfKey } from './list-keys.ts'

/** A brand's key by its number, held until the transaction ends. Throws where there is none that counts. */
export async function findActiveKey(
  sql: Transaction,
  { brandId, number, at }: { brandId: number; number: number; at: Date },
): Promise<AccessKey> {
  await sql`select 1 from access_keys where brand_id = ${brandId} and number = ${number} for update`
  const [known] = await listKeys(sql, { brandId, number })
  if (!known) {
    const sentence = `This brand has no key ${number}. \`points access list\` shows them.`
    throw new AccessError('NoSuchKey', { status: 404, sentence })
  }
  const status = statusOfKey(known, at)
  if (status === 'active') return known
  const sentence = `Key ${number} is ${status}. Make a new one: points access add`
  throw new AccessError('KeyIsOver', { status: 409, sentence })
}

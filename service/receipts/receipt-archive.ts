import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Transaction } from '../database/open-database.ts'

const hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const address = z.string().regex(/^0x[0-9a-f]{40}$/)
const amount = z.string().regex(/^\d+$/)

/** What a batch was minted for: enough to prove every purchase, and to rebuild the database's rows. Points in 0.01 point. */
export const batchReceiptsSchema = z.object({
  schema: z.literal(1),
  chainId: z.number().int(),
  brandId: z.number().int(),
  brand: z.string(),
  token: address,
  sequence: amount,
  root: hash,
  returnWindow: z.number().int(),
  run: z.number().int(),
  credits: z.array(z.object({ address, points: amount })),
  purchases: z.array(
    z.object({
      reference: hash,
      salt: hash,
      provider: z.string(),
      shop: z.string(),
      order: z.string(),
      date: z.string(),
      member: z.string(),
      address,
      points: amount,
    }),
  ),
})

export type BatchReceipts = z.infer<typeof batchReceiptsSchema>

export const archiveFolder = (home: string, code: string): string => join(home, 'receipts', code)

export type ArchiveScope = { home: string; code: string; brandId: number; chainId: number }

/** Writes the receipts of a batch to the disk, for good, before the batch is sent. */
export async function archiveBatch(sql: Transaction, scope: ArchiveScope, sequence: bigint): Promise<void> {
  const receipts = await collectReceipts(sql, scope, sequence)
  const folder = archiveFolder(scope.home, scope.code)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const existing = await readArchived(scope, sequence)
  if (existing.some((each) => each.root === receipts.root)) return
  const name = existing.length === 0 ? `${sequence}.json` : `${sequence}-${receipts.root.slice(2, 10)}.json`
  const path = join(folder, name)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(receipts, null, 1) + '\n')
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

/** All archived receipts under a sequence: more than one where a plan that was never sent had the same number. */
export async function readArchived(
  { home, code }: Pick<ArchiveScope, 'home' | 'code'>,
  sequence: bigint,
): Promise<BatchReceipts[]> {
  const folder = archiveFolder(home, code)
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const named = files.filter(
    (file) => file === `${sequence}.json` || (file.startsWith(`${sequence}-`) && file.endsWith('.json')),
  )
  return Promise.all(
    named.map(async (file) => batchReceiptsSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  )
}

async function collectReceipts(sql: Transaction, scope: ArchiveScope, sequence: bigint): Promise<BatchReceipts> {
  const { brandId, chainId, code } = scope
  const [batch] = await sql`
    select b.root, b.return_window, b.run, r.token from batches b join brands r on r.brand_id = b.brand_id
    where b.brand_id = ${brandId} and b.sequence = ${sequence}`
  if (!batch) throw new Error(`Batch ${sequence} is not in the database.`)
  const credits = await sql`
    select address, points from batch_credits where brand_id = ${brandId} and sequence = ${sequence} order by position`
  const purchases = await sql`
    select o.reference, o.salt, o.provider, o.shop, o.order_id, o.date, m.external_id, c.address, c.points
    from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    join members m on m.brand_id = o.brand_id and m.number = o.member
    where c.brand_id = ${brandId} and c.sequence = ${sequence} order by c.order_number`
  return {
    schema: 1,
    chainId,
    brandId,
    brand: code,
    token: batch['token'] as string,
    sequence: sequence.toString(),
    root: batch['root'] as string,
    returnWindow: batch['return_window'] as number,
    run: batch['run'] as number,
    credits: credits.map((row) => ({ address: row['address'] as string, points: String(row['points']) })),
    purchases: purchases.map((row) => ({
      reference: row['reference'] as string,
      salt: row['salt'] as string,
      provider: row['provider'] as string,
      shop: row['shop'] as string,
      order: row['order_id'] as string,
      date: row['date'] as string,
      member: row['external_id'] as string,
      address: row['address'] as string,
      points: String(row['points']),
    })),
  }
}

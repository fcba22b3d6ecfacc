import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveFolder, type BatchReceipts, batchReceiptsSchema } from '../receipts/receipt-archive.ts'
import type { ErasedNames } from './erased-names.ts'

/** Whose rows are replaced in files, and by what. */
export type FileErasure = {
  names: ErasedNames
  pseudonym: string
  /** Of this shop only; null: everything. */
  provider: string | null
  shop: string | null
  /** Whether a name in the books is theirs. */
  isTheirs: (externalId: string) => boolean
}

const SUFFIX = '.erasing'

/**
 * Takes a person out of the receipts of all batches: order, salt and name. Everybody else's receipts prove what they proved,
 * since what the chain holds was made of the references, and these stay. Gives how many files were written anew.
 */
export async function rewriteArchive(home: string, code: string, erasure: FileErasure): Promise<number> {
  const folder = archiveFolder(home, code)
  let rewritten = 0
  for (const file of await filesIn(folder)) {
    const path = join(folder, file)
    if (file.endsWith(SUFFIX)) await rm(path, { force: true })
    if (!/^\d+(-[0-9a-f]{8})?\.json$/.test(file)) continue
    const receipts = batchReceiptsSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    const without = withoutThem(receipts, erasure)
    if (!without) continue
    await replaceFile(path, `${JSON.stringify(without, null, 1)}\n`)
    rewritten += 1
  }
  return rewritten
}

/** Undefined where nothing of theirs is in it. */
function withoutThem(receipts: BatchReceipts, erasure: FileErasure): BatchReceipts | undefined {
  const { names, pseudonym, isTheirs } = erasure
  let found = false
  const purchases = receipts.purchases.map((purchase) => {
    const { provider, shop, order, reference, member } = purchase
    const concerned = erasure.provider === null || (provider === erasure.provider && shop === erasure.shop)
    if (!concerned || !isTheirs(member)) return purchase
    const erased = names.order(provider, shop, order)
    if (erased === order && erasure.provider !== null) return purchase
    found = true
    const name = erasure.provider === null ? pseudonym : member
    return { ...purchase, order: erased, salt: names.salt(reference), member: name }
  })
  return found ? { ...receipts, purchases } : undefined
}

/** Whole or not at all: whoever reads meanwhile reads the old one or the new one. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}${SUFFIX}`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}

export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })) as string[]
}

import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveFolder, type BatchReceipts, batchReceiptsSchema } from '../receipts/receipt-archive.ts'
import type { ErasedNames } from './erased-names.ts'

/** Whose rows are replaced in files, and by what. */
export type FileErasure = {
  pseudonym: string
  /** Of this shop only; null: everything. */
  provider: string | null
  shop: string | null
}

/** All who are taken out in one go: files are read and written once. */
export type FileErasures<erasure extends FileErasure> = {
  names: ErasedNames
  /** Whose a name in the books is. */
  whose: (externalId: string) => readonly erasure[]
}

const SUFFIX = '.erasing'

/**
 * Takes a person out of the receipts of all batches: order, salt and name. Everybody else's receipts prove what they proved,
 * since what the chain holds was made of the references, and these stay. Gives how many files were written anew.
 */
export async function rewriteArchive(home: string, code: string, erasures: FileErasures<FileErasure>): Promise<number> {
  const folder = archiveFolder(home, code)
  let rewritten = 0
  for (const file of await filesIn(folder)) {
    const path = join(folder, file)
    if (file.endsWith(SUFFIX)) await rm(path, { force: true })
    if (!/^\d+(-[0-9a-f]{8})?\.json$/.test(file)) continue
    const receipts = batchReceiptsSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    const without = withoutThem(receipts, erasures)
    if (!without) continue
    await replaceFile(path, `${JSON.stringify(without, null, 1)}\n`)
    rewritten += 1
  }
  return rewritten
}

/** Undefined where nothing of theirs is in it. */
function withoutThem(receipts: BatchReceipts, { names, whose }: FileErasures<FileErasure>): BatchReceipts | undefined {
  let found = false
  const purchases = receipts.purchases.map((purchase) => {
    const { provider, shop, order, reference, member } = purchase
    const theirs = whose(member).filter((each) => concerns(each, { provider, shop }))
    if (theirs.length === 0) return purchase
    const erased = names.order(provider, shop, order)
    const whole = theirs.find((each) => each.provider === null)
    if (erased === order && !whole) return purchase
    found = true
    return { ...purchase, order: erased, salt: names.salt(reference), member: whole?.pseudonym ?? member }
  })
  return found ? { ...receipts, purchases } : undefined
}

/** Whether what came from a shop is erased. */
export const concerns = (erasure: FileErasure, from: { provider: unknown; shop: unknown }): boolean =>
  erasure.provider === null || (erasure.provider === from.provider && erasure.shop === from.shop)

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

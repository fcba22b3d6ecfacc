import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/**
 * Who was erased, kept beside the database and not in it: by keyed hash and random name alone. What a backup brings back is
 * erased again by it, so it must never be restored to an older state itself.
 */
export const erasureListPath = (home: string, code: string): string => join(home, 'erasures', `${code}.jsonl`)

const entrySchema = z.object({
  subject: z.string(),
  pseudonym: z.string(),
  /** Of this shop only; null: everything. */
  provider: z.string().nullable(),
  shop: z.string().nullable(),
  at: z.string(),
  /** Of a shop's redaction: keyed hashes of the numbers the shop has for the customer. */
  hashes: z.array(z.string()).default([]),
})

export type ErasureEntry = z.output<typeof entrySchema>

/** Adds an entry, for good when this returns. One that is there already is not written again. */
export async function listErasure(home: string, code: string, entry: ErasureEntry): Promise<void> {
  const known = await readErasureList(home, code)
  const same = ({ subject, provider, shop }: ErasureEntry) =>
    subject === entry.subject && provider === entry.provider && shop === entry.shop
  if (known.some(same)) return
  const path = erasureListPath(home, code)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  try {
    // A line cut off by a crash ends here; reading skips it.
    await file.writeFile(`\n${JSON.stringify(entry)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function readErasureList(home: string, code: string): Promise<ErasureEntry[]> {
  const text = await readFile(erasureListPath(home, code), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    const entry = entrySchema.safeParse(parse(line))
    return entry.success ? [entry.data] : []
  })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

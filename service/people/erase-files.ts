import type { Database } from '../database/open-database.ts'
import type { TheirOrder } from './erase-rows.ts'
import type { ErasedNames } from './erased-names.ts'
import { type Erasure, requestedHashes } from './erasure.ts'
import type { Person } from './find-person.ts'
import { rewriteArchive } from './rewrite-archive.ts'
import { type JournalErasure, rewriteJournals } from './rewrite-journals.ts'
import { findBrandAccount, hasPending } from './take-points.ts'
import { readFacts } from './their-facts.ts'

export type FilesOf = {
  erasure: Erasure
  brand: string
  names: ErasedNames
  person: Person | undefined
  orders: readonly TheirOrder[]
}

type Place = {
  database: Database
  home: string
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

/** Takes people of one brand out of its receipts and journals, all in one go. */
export async function eraseFiles(place: Place, people: readonly FilesOf[]): Promise<void> {
  const { database, home, checkpoint } = place
  const [first] = people
  if (!first) return
  const { names, brand } = first
  const { brandId } = first.erasure
  const all: JournalErasure[] = []
  const byName = new Map<string, JournalErasure[]>()
  const bySubject = new Map<string, JournalErasure[]>()
  for (const { erasure, person } of people) {
    const [account, hashes] = [await accountAfter(place, erasure, brand), await requestedHashes(database, erasure)]
    const each = { ...erasure, account, hashes }
    all.push(each)
    for (const name of person?.names ?? []) byName.set(name, [...(byName.get(name) ?? []), each])
    if (!person) bySubject.set(erasure.subject, [...(bySubject.get(erasure.subject) ?? []), each])
  }
  const whose = (name: string): readonly JournalErasure[] => {
    const bySure = byName.get(name) ?? []
    return bySubject.size === 0 ? bySure : [...bySure, ...(bySubject.get(names.subject(name)) ?? [])]
  }
  await rewriteArchive(home, brand, { names, whose })
  await checkpoint?.('archive')
  const orders = people.flatMap((each) => each.orders)
  const facts = await readFacts(database, names, { brandId, orders })
  await rewriteJournals(home, brand, { names, whose, all, orders, facts })
  await checkpoint?.('journals')
}

/** Undefined: points still go to the member's own. */
async function accountAfter(
  { database, home }: Place,
  { brandId, member }: Erasure,
  brand: string,
): Promise<string | null | undefined> {
  const pending = member !== null && (await hasPending(database, brandId, { number: member }))
  return pending ? undefined : ((await findBrandAccount(home, brand))?.toLowerCase() ?? null)
}

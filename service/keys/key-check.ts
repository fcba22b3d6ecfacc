import { createHmac } from 'node:crypto'
import type { Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import { pepperName } from '../ledger/identify.ts'
import { DATA_KEY, type DataVault, openVault } from './data-vault.ts'
import { KeyError } from './key-error.ts'
import { claimSeedName, listKeys, loadKey, minterKeyName } from './stored-keys.ts'

/** Name of the key under the names that erased people's orders have in the books. */
export const erasureKeyName = (code: string): string => `${code}-erasure`

type Checked = { name: string; answer: string }

/**
 * Refuses a data folder whose keys are not those the database was written with. A key that was lost and made anew would make
 * every known customer a stranger, give members other claim addresses, leave what is sealed closed for ever, and mint for an erased
 * order a second time. What a key
 * answers is kept the first time it is seen.
 */
export async function checkKeys(database: Database, home: string): Promise<void> {
  const kept = await database<Checked[]>`select name, answer from key_checks`
  const names = new Set((await listKeys(home)).map(({ name }) => name))
  const used = new Set([...kept.map(({ name }) => name), ...(await namesInUse(database, names))])
  const missing = [...used].filter((name) => !names.has(name))
  if (missing.length > 0) throw lostKeys(missing)
  await Promise.all([...used].map(async (name) => checkKey(database, { name, key: await loadKey(home, name) })))
}

/** The vault of a data folder whose keys belong to the database. */
export async function openCheckedVault(database: Database, home: string): Promise<DataVault> {
  await checkKeys(database, home)
  const vault = await openVault(home)
  await checkKey(database, { name: DATA_KEY, key: await loadKey(home, DATA_KEY) })
  return vault
}

/** Keeps what a key answers, or refuses one that answers otherwise than the one that was kept. */
export async function checkKey(sql: Database | Transaction, { name, key }: { name: string; key: Hex }): Promise<void> {
  const answer = answerOf(key)
  await sql`insert into key_checks (name, answer) values (${name}, ${answer}) on conflict do nothing`
  const [kept] = await sql<Checked[]>`select name, answer from key_checks where name = ${name}`
  if (kept?.answer !== answer) throw lostKeys([name])
}

/**
 * Keys without which something in the database is worth nothing. Members of a brand whose minter key is elsewhere may have come
 * by an import there: then its claim seed is there, too.
 */
async function namesInUse(database: Database, names: ReadonlySet<string>): Promise<string[]> {
  const brands = await database<{ code: string; members: boolean; identifiers: boolean; erasures: boolean }[]>`
    select code, exists (select 1 from members m where m.brand_id = b.brand_id) as members,
      exists (select 1 from identifiers i where i.brand_id = b.brand_id) as identifiers,
      exists (select 1 from erasures e where e.brand_id = b.brand_id) as erasures
    from brands b`
  const [inbox] = await database<{ sealed: boolean }[]>`select exists (select 1 from inbox) as sealed`
  return [
    ...brands
      .filter(({ code, members, identifiers }) => identifiers || (members && names.has(minterKeyName(code))))
      .map(({ code }) => claimSeedName(code)),
    ...brands.filter(({ identifiers }) => identifiers).map(({ code }) => pepperName(code)),
    ...brands.filter(({ erasures }) => erasures).map(({ code }) => erasureKeyName(code)),
    ...(inbox?.sealed ? [DATA_KEY] : []),
  ]
}

/** Says nothing of the key, and tells it from every other. */
function answerOf(key: Hex): string {
  return createHmac('sha256', Buffer.from(key.slice(2), 'hex'))
    .update('openpoints key check')
    .digest('hex')
}

export function lostKeys(names: readonly string[]): KeyError {
  const which = names.length === 1 ? `the key ${names[0]}` : `these keys: ${names.toSorted().join(', ')}`
  return new KeyError(
    `The data folder does not have ${which} as this database was written with. Nothing is started, and nothing is lost yet: ` +
      'restore the folder "keys" from a backup, or set DATABASE_URL to the database that belongs to this folder.',
  )
}

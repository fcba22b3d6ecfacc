import type { KeyObject } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Transaction } from '../database/open-database.ts'
import { KeyError } from './key-error.ts'
import { proofOfMaster, wrappingKeyOf } from './member-key.ts'
import { keysFolderOf, loadKey, loadOrCreateSeed } from './stored-keys.ts'

export const masterKeyName = (version: number): string => `master-key-${version}`

/** `key` is what it wraps with; the master itself is not kept. */
export type Master = { version: number; key: KeyObject }

type Sql = Database | Transaction
type Row = { version: number; proof: string }

/** The master keys of a data folder; each file is decrypted once, and what it wraps with derived once. */
export class MasterKeys {
  readonly #home: string
  readonly #known = new Map<number, KeyObject>()

  constructor(home: string) {
    this.#home = home
  }

  /**
   * The one that new members' keys are wrapped with; made where there is none yet. Within a transaction it stays the current
   * one until that ends, so that no key is ever wrapped with a master that is gone.
   */
  async current(sql: Sql): Promise<Master> {
    const [row] = await sql<Row[]>`select version, proof from master_keys where status = 'current' for share`
    if (row) return { version: row.version, key: await this.#load(row) }
    await this.make(sql, 1)
    const [made] = await sql<Row[]>`select version, proof from master_keys where status = 'current' for share`
    if (made) return { version: made.version, key: await this.#load(made) }
    throw new KeyError('There is no current master key. Run `points privacy rotate`, which makes one.')
  }

  async byVersion(sql: Sql, version: number): Promise<Master> {
    const known = this.#known.get(version)
    if (known) return { version, key: known }
    const [row] = await sql<Row[]>`select version, proof from master_keys where version = ${version}`
    if (!row) throw new KeyError(`The database does not know master key ${version}. Restore it from a backup.`)
    return { version, key: await this.#load(row) }
  }

  /** Makes a version current; its file first, so that none is ever in use without one. */
  async make(sql: Sql, version: number): Promise<void> {
    const key = toBuffer(await loadOrCreateSeed(this.#home, masterKeyName(version)))
    await sql`
      insert into master_keys (version, status, proof) values (${version}, 'current', ${proofOfMaster(key)})
      on conflict do nothing`
    key.fill(0)
  }

  /** Forgets what another process has destroyed. */
  async forgetDestroyed(sql: Sql): Promise<void> {
    const known = [...this.#known.keys()]
    if (known.length === 0) return
    const gone = await sql<{ version: number }[]>`
      select version from master_keys where status = 'destroyed' and version = any(${known}::integer[])`
    for (const { version } of gone) this.#known.delete(version)
  }

  /** Removes the file of a version that nothing uses any more. Harmless where it is gone. */
  async destroy(version: number): Promise<void> {
    this.#known.delete(version)
    const path = join(keysFolderOf(this.#home), `${masterKeyName(version)}.json`)
    await unlink(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }

  async #load({ version, proof }: Row): Promise<KeyObject> {
    const known = this.#known.get(version)
    if (known) return known
    const master = toBuffer(await loadKey(this.#home, masterKeyName(version)))
    if (proofOfMaster(master) !== proof) {
      const sentence = `${masterKeyName(version)} in the key folder is not the key this database was used with. Restore the right one from a backup.`
      throw new KeyError(sentence)
    }
    const key = wrappingKeyOf(master)
    master.fill(0)
    this.#known.set(version, key)
    return key
  }
}

const toBuffer = (key: string): Buffer => Buffer.from(key.slice(2), 'hex')

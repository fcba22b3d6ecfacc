import type { Context } from 'hono'
import type { z } from 'zod'
import { unknownKey } from '../access/access-error.ts'
import type { KeyHolder } from '../access/find-caller.ts'
import type { BrandOperation } from '../access/permissions.ts'
import type { Database, Transaction } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { answerOnce, type PostedOnce } from './answer-once.ts'
import { enterByKey, type KeyEntrance } from './enter-by-key.ts'

export type BrandDoorOptions = { database: Database; vault: DataVault; masters: MasterKeys; entrance: KeyEntrance }

export type BrandPost<schema extends z.ZodType> = Pick<PostedOnce<schema>, 'schema' | 'status'> & {
  /** Outside the transaction, before it: harmless when repeated. */
  before?: (caller: KeyHolder, body: z.output<schema>) => Promise<void>
  /** The act, and `recordAct` with `caller.actor` in the same transaction. */
  work: (sql: Transaction, caller: KeyHolder, body: z.output<schema>) => Promise<unknown>
}

/** Lets programs of a brand in: who asks, and for which brand, follows from the key alone. */
export class BrandDoor {
  readonly #options: BrandDoorOptions

  constructor(options: BrandDoorOptions) {
    this.#options = options
  }

  /** Whoever asks for an operation, where the role of the key may have it. */
  async admit(context: Context, operation: BrandOperation): Promise<KeyHolder> {
    const caller = await enterByKey(context, this.#options.entrance, { operation })
    // No till may do any of this: the door has refused it.
    if (caller.role === 'cashier') throw unknownKey()
    return caller
  }

  /** Does a POST once per key and Idempotency-Key. */
  async once<schema extends z.ZodType>(
    context: Context,
    operation: BrandOperation,
    { before, work, ...post }: BrandPost<schema>,
  ): Promise<Response> {
    const caller = await this.admit(context, operation)
    const { database, vault, masters } = this.#options
    const { brandId, number } = caller
    const posted: PostedOnce<schema> = {
      ...post,
      scope: `key ${number}`,
      before: before && ((body) => before(caller, body)),
      work: (sql, body) => work(sql, caller, body),
    }
    return answerOnce(context, { database, vault, masters, brandId }, posted)
  }
}

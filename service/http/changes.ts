import type { Database } from '../database/open-database.ts'
import { CHANGES } from '../relay/intent-row.ts'

type Listener = () => void

/** Tells the open streams of this replica when an intent changed, whichever replica changed it. */
export class Changes {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #any = new Set<Listener>()
  #unlisten: (() => Promise<void>) | undefined

  /** Listens on the database; after a broken connection everybody is told to look. */
  async start(database: Database): Promise<void> {
    const { unlisten } = await database.listen(
      CHANGES,
      (id) => this.#tell(id),
      () => this.#tellAll(),
    )
    this.#unlisten = unlisten
  }

  async stop(): Promise<void> {
    this.#tellAll()
    await this.#unlisten?.()
  }

  /** Told of changes of one intent until the given function is called. */
  watch(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set()
    this.#listeners.set(id, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(id)
    }
  }

  /** Told of changes of any intent. */
  watchAll(listener: Listener): () => void {
    this.#any.add(listener)
    return () => this.#any.delete(listener)
  }

  #tell(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener()
    for (const listener of this.#any) listener()
  }

  #tellAll(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener()
    for (const listener of this.#any) listener()
  }
}

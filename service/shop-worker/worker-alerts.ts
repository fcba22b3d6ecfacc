import { ChainError } from '../../chain/errors/chain-error.ts'
import type { Database } from '../database/open-database.ts'
import { ImportError } from '../import/import-error.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { KeyError } from '../keys/key-error.ts'
import type { Shortage } from './mint-room.ts'

/** Everything a worker may raise, and settles by itself once it is over. */
const KINDS = [
  'minterRoleMissing',
  'networkPaused',
  'brandWindingDown',
  'mintQuotaShort',
  'reserveShort',
  'clawbackQuotaShort',
  'gasMoneyShort',
  'orderAboveQuota',
  'booksBehind',
  'chainUnreachable',
  'chainRefuses',
  'keyMissing',
  'workerFails',
] as const

export type WorkerAlert = (typeof KINDS)[number]

/** Keeps the alerts of one brand's worker: open while something is the matter, settled when it no longer is. */
export class WorkerAlerts {
  readonly #database: Database
  readonly #brandId: number
  /** What may be open; at first everything that another process may have left open. */
  readonly #open = new Set<WorkerAlert>(KINDS)

  constructor(database: Database, brandId: number) {
    this.#database = database
    this.#brandId = brandId
  }

  async raise(kind: WorkerAlert, detail: Record<string, unknown> = {}): Promise<void> {
    this.#open.add(kind)
    await raiseAlert(this.#database, { brandId: this.#brandId, kind, detail })
  }

  /** Settles what is over: everything but these. */
  async settleAllBut(still: ReadonlySet<WorkerAlert>): Promise<void> {
    for (const kind of [...this.#open]) {
      if (still.has(kind)) continue
      await settleAlert(this.#database, { brandId: this.#brandId, kind })
      this.#open.delete(kind)
    }
  }
}

const BOOKS_BEHIND = new Set(['ChainAhead', 'JournalAhead', 'ChainBehind'])

const SHORTAGES: Record<string, Shortage> = {
  CoverBelowPromise: 'reserveShort',
  NetworkPaused: 'networkPaused',
  BrandWindingDown: 'brandWindingDown',
  MissingRole: 'minterRoleMissing',
  NoGasMoney: 'gasMoneyShort',
}

/** What an error means for whoever looks at the alerts. */
export function alertOf(error: unknown): { kind: WorkerAlert; detail: Record<string, unknown> } {
  if (error instanceof ImportError) {
    const { code, message } = error
    return { kind: BOOKS_BEHIND.has(code) ? 'booksBehind' : 'chainRefuses', detail: { code, sentence: message } }
  }
  if (error instanceof KeyError) return { kind: 'keyMissing', detail: { sentence: error.message } }
  if (!(error instanceof ChainError)) return { kind: 'workerFails', detail: unknownError(error) }
  const { code, message } = error
  if (code === 'ChainUnreachable') return { kind: 'chainUnreachable', detail: {} }
  if (code === 'QuotaExceeded') {
    return { kind: Number(error.args['kind']) === 0 ? 'mintQuotaShort' : 'clawbackQuotaShort', detail: { code } }
  }
  return { kind: SHORTAGES[code] ?? 'chainRefuses', detail: { code, sentence: message } }
}

/** Its words may hold a customer's: name and code have to do here, the rest is in the log. */
function unknownError(error: unknown): Record<string, unknown> {
  const { name = 'unknown', code } = error as { name?: unknown; code?: unknown }
  const sentence =
    "Nothing of this brand is booked or minted for now; it is tried again. The service's log has the error."
  return { error: String(name), ...(code === undefined ? {} : { code: String(code) }), sentence }
}

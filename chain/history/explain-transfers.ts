import { type Address, zeroAddress } from 'viem'
import type { TransferLog } from './read-transfers.ts'
import type { LogPlace, Reason } from './reason.ts'

/** What happened to a member's points of one brand. */
export interface Movement {
  kind: Reason['kind'] | 'received' | 'sent' | 'minted' | 'burnt'
  brandId: number
  /** Below zero where they left. */
  points: bigint
  /** With whom, for what. */
  detail: string
}

export interface Explained {
  log: LogPlace
  movement: Movement
}

export interface ExplainParameters {
  member: Address
  transfers: readonly TransferLog[]
  reasons: readonly Reason[]
}

/**
 * Gives every transfer its reason: the next event after it, in the same transaction, that names the same brand, direction
 * and amount. Contracts emit what moved first and why it moved after that.
 */
export function explainTransfers({ member, transfers, reasons }: ExplainParameters): Explained[] {
  const open = Map.groupBy(reasons, ({ transactionHash }) => transactionHash)
  return transfers.toSorted(byPlace).map((log) => {
    const incoming = log.to === member
    const choices = (open.get(log.transactionHash) ?? []).filter((reason) => fits(reason, log, incoming))
    const [reason] = choices.toSorted((a, b) => rank(a) - rank(b) || a.logIndex - b.logIndex)
    if (reason?.points !== undefined)
      open.set(log.transactionHash, without(open.get(log.transactionHash) ?? [], reason))
    const points = incoming ? log.points : -log.points
    const { kind, detail } = reason ?? plain(log, incoming)
    return { log, movement: { kind, brandId: log.brandId, points, detail } }
  })
}

/** A payment with the till's own points is also a redeem: the payment says more. */
function without(reasons: readonly Reason[], used: Reason): Reason[] {
  const twin = (reason: Reason): boolean =>
    used.kind === 'paid' &&
    reason.kind === 'redeemed' &&
    reason.brandId === used.brandId &&
    reason.points === used.points
  return reasons.filter((reason) => reason !== used && !twin(reason))
}

const RANK: Partial<Record<Reason['kind'], number>> = { redeemed: 1, earned: 2, 'taken back': 2 }

function rank({ kind }: Reason): number {
  return RANK[kind] ?? 0
}

function fits(reason: Reason, log: TransferLog, incoming: boolean): boolean {
  if (reason.brandId !== log.brandId || reason.incoming !== incoming || reason.logIndex < log.logIndex) return false
  if (reason.kind === 'earned') return log.from === zeroAddress
  if (reason.kind === 'taken back') return log.to === zeroAddress
  return reason.points === log.points
}

function plain(log: TransferLog, incoming: boolean): { kind: Movement['kind']; detail: string } {
  const other = incoming ? log.from : log.to
  if (other === zeroAddress) return { kind: incoming ? 'minted' : 'burnt', detail: '' }
  return { kind: incoming ? 'received' : 'sent', detail: `${incoming ? 'from' : 'to'} ${other}` }
}

function byPlace(a: LogPlace, b: LogPlace): number {
  return a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1
}

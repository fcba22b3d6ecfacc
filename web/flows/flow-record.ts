import type { Address, Hex } from 'viem'
import type { RelayPath } from '../browser/relay.ts'

export type FlowKind = 'swap' | 'donate' | 'claim' | 'pay' | 'redeem' | 'send' | 'lock' | 'unlock' | 'account'

/**
 * signing: the member is asked; sending: signed, on its way to the relay; sent: the relay has it; in-block: the chain has
 * it; shown: the read model has it too, so balances are right. failed: nothing moved. cancelled: never signed.
 */
export type FlowState = 'signing' | 'sending' | 'sent' | 'in-block' | 'shown' | 'failed' | 'cancelled'

/** One signed thing of a flow, as the relay takes it, and what became of it. */
export interface FlowPart {
  path: RelayPath
  body: unknown
  nonce?: string
  id?: string
  status: 'unsent' | 'queued' | 'sent' | 'done' | 'failed'
  transaction?: Hex
  block?: string
  problem?: { code: string; detail: string }
}

/** Points that will have moved once the flow is done, per brand; with a sign. */
export interface FlowEffect {
  brandId: number
  points: string
}

/** Something a member set in motion. Kept by the browser, so that it survives a reload. */
export interface FlowRecord {
  id: string
  account: Address
  kind: FlowKind
  state: FlowState
  /** Milliseconds since 1970, by this browser's clock. */
  startedAt: number
  shownAt?: number
  /** Seconds of chain time after which it cannot happen any more; by this browser's clock, plus a margin. */
  endsAt: number
  nonces: string[]
  parts: FlowPart[]
  effects: FlowEffect[]
  /** What its page wants to say about it. */
  summary: Record<string, string>
  problem?: { code: string; detail: string }
  /** The member has seen how it ended. */
  dismissed?: boolean
}

export const isOpen = ({ state }: FlowRecord): boolean =>
  state === 'signing' || state === 'sending' || state === 'sent' || state === 'in-block'

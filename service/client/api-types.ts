// Made by `node scripts/generate-client.ts` from the OpenAPI document of the service. Do not edit.

export type Health = { ok: true; submits: boolean }

export type Intent = {
  id: string
  member: string
  verb: string
  nonce?: string
  status: 'queued' | 'sent' | 'done' | 'failed'
  /** Grows with every change. */
  version: number
  createdAt: string
  transaction?: string
  block?: string
  problem?: { code: string; detail: string }
}

export type IntentRequest = {
  intent: {
    verb: ('Swap' | 'Donate' | 'Pay' | 'Redeem' | 'Transfer' | 'Lock' | 'Unlock' | 'CancelNonces' | 'Claim') | number
    member?: string
    nonce?: string
    deadline?: string
    payload: string
    signature: string
    account?: { x: string; y: string }
  }
  account?: { x: string; y: string }
}

/** Signed as Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature. */
export type Message = {
  type: 'points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed'
  timestamp: string
  /** test: of a shop in test mode; nothing was minted. */
  mode: 'live' | 'test'
  /** Amounts are decimal strings. Nothing is personal. */
  data: Record<string, unknown>
}

export type OperationRequest = {
  operation:
    | {
        kind: 'execute'
        account: string
        calls: { to: string; value: string; data: string }[]
        nonce: string
        deadline: string
        signature: string
      }
    | {
        kind: 'start-recovery'
        account: string
        proposed: { x: string; y: string }
        nonce: string
        deadline: string
        signature: string
      }
    | { kind: 'finish-recovery'; account: string }
  account?: { x: string; y: string }
}

/** RFC 9457. */
export type Problem = {
  type: string
  title: string
  status: number
  /** What happened and what to do. */
  detail: string
  /** For programs: stays the same. */
  code: string
  instance: string
  errors?: { path: string; message: string }[]
}

/** Points in 0.01 point. docs/auditor.md tells how to check it. */
export type Receipt = {
  schema: 1
  chainId: number
  hub: string
  brandId: number
  brand: string
  token: string
  sequence: string
  root: string
  member: string
  purchase: {
    reference: string
    salt: string
    provider: string
    shop: string
    order: string
    date: string
    points: string
    proof: string[]
  }
  others: { reference: string; points: string; proof: string[] }[]
}

/** It is kept. A duplicate was kept before, and is not kept twice. */
export type Received = { received: true; duplicate: boolean }

export type Relay = {
  relayer: string
  chainId: number
  hub: string
  accountFactory: string | null
  takes: boolean
  limits: { etherPerDay: string; leastPoints: string; batchSize: number } & {
    [name: string]: number | string | undefined
  }
  gasMoney: {
    state: string
    ether: string
    floorEther: string
    spentLastDayEther: string
    spentPerDayEther: string
    daysLeft: string | null
    days: { day: string; ether: string; transactions: number }[]
  }
}

export interface Operations {
  /** Whether this replica and its database answer. */
  getHealth: { path: Record<never, never>; body: undefined; answer: Health }
  /** This document. */
  getDocument: { path: Record<never, never>; body: undefined; answer: Record<string, unknown> }
  /** Deliver what happened in a shop. */
  deliverWebhook: {
    path: { brand: string; provider: 'shopify' | 'woocommerce' | 'square' | 'stripe' | 'generic' }
    body: string | Uint8Array<ArrayBuffer>
    answer: Received
  }
  /** Have a member's signed intent carried into a block. */
  submitIntent: { path: Record<never, never>; body: IntentRequest; answer: Intent }
  /** Have a signed operation of a member's account carried into a block. */
  submitOperation: { path: Record<never, never>; body: OperationRequest; answer: Intent }
  /** How an intent stands. */
  getIntent: { path: { id: string }; body: undefined; answer: Intent }
  /** An intent's fate as server-sent events, each an Intent. */
  followIntent: { path: { id: string }; body: undefined; answer: Response }
  /** A member's intents, the newest first. */
  listIntents: { path: { address: string }; body: undefined; answer: { intents: Intent[] } }
  /** Receipts of a member's purchases in a batch of a brand, for the portal alone. */
  listReceipts: {
    path: { address: string; brand: number; sequence: string }
    body: undefined
    answer: { receipts: Receipt[] }
  }
  /** What the relay gives, and what it has left. */
  getRelay: { path: Record<never, never>; body: undefined; answer: Relay }
}

export const places = {
  getHealth: { method: 'GET', path: '/healthz' },
  getDocument: { method: 'GET', path: '/openapi.json' },
  deliverWebhook: { method: 'POST', path: '/webhooks/{brand}/{provider}' },
  submitIntent: { method: 'POST', path: '/v1/intents' },
  submitOperation: { method: 'POST', path: '/v1/account-operations' },
  getIntent: { method: 'GET', path: '/v1/intents/{id}' },
  followIntent: { method: 'GET', path: '/v1/intents/{id}/events' },
  listIntents: { method: 'GET', path: '/v1/members/{address}/intents' },
  listReceipts: { method: 'GET', path: '/v1/members/{address}/receipts/{brand}/{sequence}' },
  getRelay: { method: 'GET', path: '/v1/relay' },
} as const

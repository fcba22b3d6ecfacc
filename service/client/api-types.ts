// Made by `node scripts/generate-client.ts` from the OpenAPI document of the service. Do not edit.

/* eslint-disable max-lines */

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

export type Till = {
  brand: string
  location: string
  device: string
  mode: 'live' | 'test'
  portalUrl: unknown
  floorLimit: string
  pendingSeconds: number
  time: string
}

export type TillBasket = {
  earned: string
  basis: string
  activeFrom: string
  reasons: string[]
  lines: { id: string; points: string; reasons: string[] }[]
  /** For the receipt. */
  text: string
}

export type TillConfirmRequest = { candidate: string; ending: string }

export type TillEnrolRequest = {
  phone?: string
  email?: string
  card?: string
  qr?: string
  name?: string
  consents: {
    purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
    granted: boolean
    textVersion: string
  }[]
}

export type TillEnrolled = { member: string; alias: string; claimLink: unknown }

export type TillFound =
  | {
      /** A handle for this brand alone. It names nobody. */
      member: string
      alias: string
      known: boolean
      account: boolean
      points: {
        active: string | null
        worth: string | null
        at: string | null
        pending: string
        nextAt: string | null
        owed: string
      }
    }
  | { candidate: string; alias: string; ending: string; until: string }

export type TillLookupRequest = { qr: string } | { phone: string } | { card: string }

export type TillMember = {
  /** A handle for this brand alone. It names nobody. */
  member: string
  alias: string
  known: boolean
  account: boolean
  points: {
    active: string | null
    worth: string | null
    at: string | null
    pending: string
    nextAt: string | null
    owed: string
  }
}

export type TillNothing = Record<string, unknown>

export type TillPayment = {
  id: string
  order: string
  value: string
  shown?: { currency: string; amount: string }
  state: 'requested' | 'confirmed' | 'done' | 'cancelled' | 'timedOut' | 'failed' | 'paidLate'
  version: number
  accepted: boolean
  acceptable: boolean
  link: unknown
  reference: string
  createdAt: string
  expiresAt: string
  paid?: { value: string; transaction: string; block: string }
  problem?: { code: string; detail: string }
}

export type TillPaymentRequest = {
  /** Your own name for it: nothing personal. */
  order: string
  value: string
  shown?: { currency: string; amount: string }
  member?: string
  seconds?: number
}

export type TillPreviewRequest = {
  currency: string
  member?: string
  pointsTender?: string
  lines: {
    /** Your own name for it: nothing personal. */
    id: string
    sku?: string
    product?: string
    categories?: string[]
    quantity?: string
    net: string
    tax?: string
    giftCard?: boolean
  }[]
}

export type TillQueue = {
  entries: (
    | { sale: string; status: 'booked' | 'known'; earned: string }
    | { sale: string; status: 'refused'; problem: { code: string; detail: string } }
  )[]
}

export type TillQueueRequest = {
  entries: {
    /** Your own name for it: nothing personal. */
    sale: string
    /** Your own name for it: nothing personal. */
    order: string
    currency: string
    member?: string | { qr: string } | { card: string }
    staff?: string
    lines: {
      /** Your own name for it: nothing personal. */
      id: string
      sku?: string
      product?: string
      categories?: string[]
      quantity?: string
      net: string
      tax?: string
      giftCard?: boolean
    }[]
    total?: string
    payments?: string[]
    at: string
  }[]
}

export type TillReturn = {
  return: string
  order: string
  /** It was booked before; nothing was done now. */
  known: boolean
  taken: string
  /** Payments with points that have to be refunded. */
  payments: Record<string, unknown>[]
  text: string
}

export type TillReturnRequest = {
  /** Your own name for it: nothing personal. */
  return: string
  /** Your own name for it: nothing personal. */
  order: string
  at?: string
  staff?: string
  lines?: {
    /** Your own name for it: nothing personal. */
    id: string
    quantity?: string
    net?: string
  }[]
  amount?: string
  full?: boolean
}

export type TillSale = {
  sale: string
  order: string
  known: boolean
  earned: string
  basis: string
  activeFrom: string
  reasons: string[]
  lines: { id: string; points: string; reasons: string[] }[]
  /** For the receipt. */
  text: string
}

export type TillSaleRequest = {
  /** Your own name for it: nothing personal. */
  sale: string
  /** Your own name for it: nothing personal. */
  order: string
  currency: string
  member?: string | { qr: string } | { card: string }
  staff?: string
  lines: {
    /** Your own name for it: nothing personal. */
    id: string
    sku?: string
    product?: string
    categories?: string[]
    quantity?: string
    net: string
    tax?: string
    giftCard?: boolean
  }[]
  total?: string
  payments?: string[]
  at?: string
}

export type TillSignedCodeRequest = {
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

export type TillVoid = {
  void: string
  order: string
  /** It was booked before; nothing was done now. */
  known: boolean
  taken: string
  /** Payments with points that have to be refunded. */
  payments: Record<string, unknown>[]
  text: string
}

export type TillVoidRequest = {
  /** Your own name for it: nothing personal. */
  void: string
  /** Your own name for it: nothing personal. */
  order: string
  at?: string
  staff?: string
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
  /** Whose till this is, and by which rules. */
  getTill: { path: Record<never, never>; body: undefined; answer: Till }
  /** Who shows a code or a card; by phone somebody to be confirmed. */
  lookUpMember: { path: Record<never, never>; body: TillLookupRequest; answer: TillFound }
  /** Confirm who was looked up by phone. */
  confirmMember: { path: Record<never, never>; body: TillConfirmRequest; answer: TillMember }
  /** Make somebody a member, with consents. */
  enrolMember: { path: Record<never, never>; body: TillEnrolRequest; answer: TillEnrolled }
  /** What a basket would earn, line by line; writes nothing. */
  previewBasket: { path: Record<never, never>; body: TillPreviewRequest; answer: TillBasket }
  /** Book a sale. */
  bookSale: { path: Record<never, never>; body: TillSaleRequest; answer: TillSale }
  /** Book what came back of an order, at whatever store it was sold. */
  bookReturn: { path: Record<never, never>; body: TillReturnRequest; answer: TillReturn }
  /** Book that an order did not happen. */
  voidSale: { path: Record<never, never>; body: TillVoidRequest; answer: TillVoid }
  /** Book what was earned while the till was offline. */
  bookQueue: { path: Record<never, never>; body: TillQueueRequest; answer: TillQueue }
  /** Ask a member to pay with points. */
  requestPayment: { path: Record<never, never>; body: TillPaymentRequest; answer: TillPayment }
  /** How a payment stands. */
  getPayment: { path: { id: string }; body: undefined; answer: TillPayment }
  /** A payment's fate as server-sent events, each a TillPayment. */
  followPayment: { path: { id: string }; body: undefined; answer: Response }
  /** Hand over the payment a member signed and showed. */
  handOverCode: { path: { id: string }; body: TillSignedCodeRequest; answer: TillPayment }
  /** Ask for a payment no longer. */
  cancelPayment: { path: { id: string }; body: TillNothing; answer: TillPayment }
  /** Take a signed payment before it is in a block, at the brand's own risk. */
  acceptPayment: { path: { id: string }; body: TillNothing; answer: TillPayment }
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
  getTill: { method: 'GET', path: '/v1/till' },
  lookUpMember: { method: 'POST', path: '/v1/till/members/lookup' },
  confirmMember: { method: 'POST', path: '/v1/till/members/confirm' },
  enrolMember: { method: 'POST', path: '/v1/till/members' },
  previewBasket: { method: 'POST', path: '/v1/till/preview' },
  bookSale: { method: 'POST', path: '/v1/till/sales' },
  bookReturn: { method: 'POST', path: '/v1/till/returns' },
  voidSale: { method: 'POST', path: '/v1/till/voids' },
  bookQueue: { method: 'POST', path: '/v1/till/queue' },
  requestPayment: { method: 'POST', path: '/v1/till/payments' },
  getPayment: { method: 'GET', path: '/v1/till/payments/{id}' },
  followPayment: { method: 'GET', path: '/v1/till/payments/{id}/events' },
  handOverCode: { method: 'POST', path: '/v1/till/payments/{id}/intent' },
  cancelPayment: { method: 'POST', path: '/v1/till/payments/{id}/cancel' },
  acceptPayment: { method: 'POST', path: '/v1/till/payments/{id}/accept' },
} as const

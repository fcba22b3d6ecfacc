// Made by `node scripts/generate-client.ts` from the OpenAPI document of the service. Do not edit.

/* eslint-disable max-lines */

export type BrandActs = {
  acts: {
    brandId: number
    sequence: string
    at: string
    actor: string
    role: ('owner' | 'manager' | 'cashier' | 'auditor' | 'machine') | null
    act: string
    subject: string
    detail: Record<string, unknown>
    previous: string
    hash: string
  }[]
  /** The `before` of the next page; null at the end. */
  next: unknown
}

export type BrandAlerts = {
  alerts: {
    id: string
    kind: string
    subject: string
    detail: Record<string, unknown>
    firstAt: string
    lastAt: string
    times: number
  }[]
}

export type BrandAlertsCloseRequest = { ids: string[] }

export type BrandAlertsClosed = { closed: number }

export type BrandConsents = {
  now: {
    purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
    granted: boolean
    textVersion: string
    source: string
    sourceDetail: string
    at: string
  }[]
  history: {
    purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
    granted: boolean
    textVersion: string
    source: string
    sourceDetail: string
    at: string
  }[]
}

export type BrandConsentsRequest = {
  consents: {
    purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
    granted: boolean
    textVersion: string
  }[]
  /** Where it was said: portal, shop, phone, letter. */
  source: string
}

export type BrandEntries = {
  entries: {
    entry: string
    order: unknown
    kind: string
    points: string
    batch: string | null
    source: string
    detail: Record<string, unknown> | null
    happenedAt: string
  }[]
  /** The `before` of the next page; null at the end. */
  next: unknown
}

export type BrandErasure = { erasure: string; status: 'working' | 'waiting' | 'done'; problem: unknown }

export type BrandEventRequest = {
  /** Number of a connected shop of the provider 'generic'. */
  shop: number
  /** Signed by Standard Webhooks; docs/connect.md. */
  message:
    | {
        type: 'sale.paid'
        /** When it happened, with its zone. */
        at: string
        data: {
          /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
          order: string
          /** Higher wins, if the order is told again; without versions the first one counts. */
          version?: string
          currency: string
          /** Default "web". */
          channel?: 'web' | 'store' | 'phone'
          location?: string
          staff?: string
          customer?: {
            id?: string
            email?: string
            /** With the country, as "+441234567890". */
            phone?: string
            account?: string
          }
          lines: {
            /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
            id: string
            sku?: string
            product?: string
            categories?: string[]
            /** Default "1". */
            quantity?: string
            /** What the line cost after all discounts, without tax. */
            net: string
            /** Default "0". */
            tax?: string
            /** true: earns nothing now, but when it is spent. */
            gift_card?: boolean
          }[]
          /** All that was paid, shipping included. Default: the lines with their tax. */
          total?: string
          /** The part of it that was paid with points. Default "0". */
          points_tender?: string
          payments?: string[]
          /** true: nothing is minted for it in a live shop. */
          test?: boolean
        }
      }
    | {
        type: 'sale.returned'
        /** When it happened, with its zone. */
        at: string
        data:
          | {
              /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
              refund: string
              /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
              order: string
              /** true: nothing is minted for it in a live shop. */
              test?: boolean
              /** Who took it back. */
              staff?: string
              lines: {
                /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
                id: string
                /** Default "1". */
                quantity?: string
                /** Default: the sold line's net by quantity. */
                net?: string
              }[]
              /** The money that went back, tax and shipping included. */
              amount?: string
            }
          | {
              /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
              refund: string
              /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
              order: string
              /** true: nothing is minted for it in a live shop. */
              test?: boolean
              /** Who took it back. */
              staff?: string
              /** The money that went back, tax and shipping included. */
              amount: string
            }
      }
    | {
        type: 'sale.return_undone'
        /** When it happened, with its zone. */
        at: string
        data: {
          /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
          refund: string
          /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
          order: string
          /** true: nothing is minted for it in a live shop. */
          test?: boolean
        }
      }
    | {
        type: 'sale.cancelled'
        /** When it happened, with its zone. */
        at: string
        data: {
          /** Your own name for it: no blanks, at most 100 characters, nothing personal. */
          order: string
          /** true: nothing is minted for it in a live shop. */
          test?: boolean
        }
      }
}

export type BrandEventTaken = {
  received: true
  /** It was kept before, and is not kept twice. */
  duplicate: boolean
}

export type BrandInbox = {
  counts: Record<string, string>
  deliveries: {
    id: string
    shop: number
    provider: string
    account: string
    mode: 'live' | 'test'
    topic: string
    deliveryId: string
    status: 'received' | 'waiting' | 'parked' | 'processed' | 'ignored'
    reason: unknown
    detail: Record<string, unknown> | null
    attempts: number
    receivedAt: string
    happenedAt: string | null
    dueAt: string | null
    settledAt: string | null
  }[]
  /** The `before` of the next page; null at the end. */
  next: unknown
}

export type BrandKey = {
  key: number
  role: 'owner' | 'manager' | 'auditor' | 'machine'
  name: string
  status: 'active' | 'revoked' | 'expired'
  addedAt: string
  expiresAt: string | null
  revokedAt: string | null
  formerKeyUntil: string | null
  /** To the hour. */
  lastUsedAt: string | null
  /** Shown only now. */
  value?: string
}

export type BrandKeyRequest = {
  role: 'owner' | 'manager' | 'auditor' | 'machine'
  name: string
  expiresSeconds?: number
}

export type BrandKeyRotateRequest = {
  /** How long the old one counts, too; 0 where it leaked. */
  overlapSeconds?: number
  expiresSeconds?: number
}

export type BrandKeys = {
  keys: {
    key: number
    role: 'owner' | 'manager' | 'auditor' | 'machine'
    name: string
    status: 'active' | 'revoked' | 'expired'
    addedAt: string
    expiresAt: string | null
    revokedAt: string | null
    formerKeyUntil: string | null
    /** To the hour. */
    lastUsedAt: string | null
  }[]
}

export type BrandMember = {
  member: number | null
  names: string[]
  enrolments: number
  account: unknown
  claimAddress: unknown
  owed: string
  erasure: { status: 'working' | 'waiting' | 'done'; problem: unknown } | null
}

export type BrandMemberExport = {
  schema: 1
  brand: string
  /** ISO 8601, UTC */
  exportedAt: string
  member: {
    /** null for somebody enrolled who never bought */
    number: number | null
    /** what the books call this person */
    names: string[]
    enrolled: {
      /** ISO 8601, UTC */
      at: string
      location: string
    }[]
  }
  contact: { name: unknown; email: unknown; phone: unknown; card: unknown }
  identifiers: { kind: 'id' | 'email' | 'phone' | 'card' | 'account'; value: unknown; hash: string }[]
  consents: {
    now: {
      purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
      granted: boolean
      textVersion: string
      source: string
      sourceDetail: string
      /** ISO 8601, UTC */
      at: string
    }[]
    history: {
      purpose: 'terms' | 'marketing_email' | 'marketing_sms' | 'marketing_push' | 'personalisation' | 'cross_brand'
      granted: boolean
      textVersion: string
      source: string
      sourceDetail: string
      /** ISO 8601, UTC */
      at: string
    }[]
  }
  account: { address: string | null; claimAddress: string | null }
  points: {
    /** points, two decimals */
    earned: string
    /** points, two decimals */
    minted: string
    /** points, two decimals */
    takenBack: string
    /** points, two decimals */
    pending: string
    /** points, two decimals */
    owed: string
  }
  orders: {
    number: number
    provider: string
    shop: string
    order: string
    date: string
    currency: unknown
    channel: unknown
    location: unknown
    total: string | null
    paidWithPoints: string | null
    cancelled: boolean
    /** points, two decimals */
    earned: string
    /** points, two decimals */
    takenBack: string
    lines: {
      item: string
      quantity: string
      /** decimal, in the order's currency */
      amount: string
      points: string | null
    }[]
    returns: {
      refund: string
      /** ISO 8601, UTC */
      at: string
      /** decimal, in the order's currency */
      amount: string
      undone: boolean
    }[]
  }[]
  ledger: {
    /** ISO 8601, UTC */
    at: string
    kind: string
    /** points, two decimals */
    points: string
    order: unknown
    batch: unknown
    source: string
    detail: Record<string, unknown> | null
  }[]
  payments: {
    order: string
    /** USD */
    value: string
    state: string
    /** ISO 8601, UTC */
    at: string
    transaction: unknown
  }[]
  /** what shops sent and is kept as it came, until it is booked or too old */
  deliveries: {
    provider: string
    shop: string
    /** ISO 8601, UTC */
    receivedAt: string
    content: string
  }[]
  receipts: {
    batch: string
    order: string
    reference: string
    /** with the order it makes the reference; whoever has both can show that this purchase is yours */
    salt: string
    address: string
    /** points, two decimals */
    points: string
  }[]
  requests: {
    kind: string
    /** ISO 8601, UTC */
    receivedAt: string
    /** ISO 8601, UTC */
    dueAt: string
    status: string
  }[]
  kept: { what: string; where: string; why: string; days: number | null; until: string }[]
}

export type BrandMemberFindRequest = {
  /** A whole e-mail address, phone or card number, an account, a number or name of the books. */
  id: string
}

export type BrandMemberFound = { member: number | null; names: string[] }

export type BrandNothing = Record<string, unknown>

export type BrandReplayRequest = { ids: string[] } | { failed: true }

export type BrandReplayed = { replayed: number }

export type BrandRetried = { retried: number }

export type BrandRetryRequest = { ids: string[] } | { all: true }

export type BrandRules = {
  version: number
  from: string | null
  pointsPerUnit: string
  currency: string | null
  otherRates: Record<string, string>
  pendingSeconds: number
  returnWindowSeconds: number
  excludedCategories: string[]
  capPerOrder: string | null
  floorLimitUsd: string
}

export type BrandRulesRequest = {
  pointsPerUnit?: string
  /** What pointsPerUnit is for; where nobody said, what the brand sold in first. */
  currency?: string
  /** Points per 1.00 of other currencies, by their codes. */
  otherRates?: Record<string, string>
  pendingSeconds?: number
  returnWindowSeconds?: number
  excludedCategories?: string[]
  /** Points; null lifts it. */
  capPerOrder?: string | null
  floorLimitUsd?: string
}

export type BrandShop = {
  shop: number
  provider: 'shopify' | 'woocommerce' | 'square' | 'stripe' | 'generic' | 'till'
  account: string
  mode: 'live' | 'test'
  status: 'connected' | 'disconnected'
  url: unknown
  connectedAt: string
  formerSecretUntil: string | null
  /** Shown only now. */
  secret?: string
}

export type BrandShopConnectRequest = {
  provider: 'shopify' | 'woocommerce' | 'square' | 'stripe' | 'generic'
  /** The shop's name at its provider; generic: any name. */
  account: string
  mode?: 'live' | 'test'
  /** Where the provider makes it itself. Left out for generic and woocommerce. */
  secret?: string
  /** By which the provider's API is asked. */
  apiToken?: string
}

export type BrandShopRotateRequest = {
  secret?: string
  apiToken?: string
  /** How long the old one counts, too; 0 where it leaked. */
  overlapSeconds?: number
}

export type BrandShops = {
  shops: {
    shop: number
    provider: 'shopify' | 'woocommerce' | 'square' | 'stripe' | 'generic' | 'till'
    account: string
    mode: 'live' | 'test'
    status: 'connected' | 'disconnected'
    url: unknown
    connectedAt: string
    formerSecretUntil: string | null
  }[]
}

export type BrandStatus = {
  brand: string
  time: string
  /** As it stood at most half a minute ago. */
  chain: {
    reserve: string
    supply: string
    cover: string
    quotaLeft: string
    daysOfReserve: string
    state: 'winding down' | 'terms announced' | 'open'
  }
  books: {
    lagSeconds: number
    open: number
    waiting: number
    parked: number
    pending: string
    due: string
    debt: string
  }
  alerts: number
  /** number:hash of the newest entry; keep it elsewhere. */
  auditHead: unknown
}

export type BrandTill = {
  till: number
  name: string
  location: string
  mode: 'live' | 'test'
  addedAt: string
  revokedAt: string | null
  /** Shown only now. */
  key?: string
}

export type BrandTillRequest = { name: string; location: string; mode?: 'live' | 'test' }

export type BrandTills = {
  tills: {
    till: number
    name: string
    location: string
    mode: 'live' | 'test'
    addedAt: string
    revokedAt: string | null
  }[]
}

export type BrandWebhook = {
  target: number
  url: string
  mode: 'live' | 'test'
  types: ('points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed' | 'payment.returned')[] | null
  /** Shown only now. */
  secret: string
}

export type BrandWebhookRemoved = { target: number; status: 'removed' }

export type BrandWebhookRequest = {
  url: string
  mode?: 'live' | 'test'
  /** All where left out. */
  types?: ('points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed' | 'payment.returned')[]
}

export type BrandWebhooks = {
  targets: {
    target: number
    /** Whole for who may add one; else without its path and query. */
    url: string
    mode: 'live' | 'test'
    types: ('points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed' | 'payment.returned')[] | null
    addedAt: string
    pending: number
    failed: number
  }[]
  messages: {
    id: string
    target: number
    type: 'points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed' | 'payment.returned'
    mode: 'live' | 'test'
    status: 'pending' | 'delivered' | 'failed'
    attempts: number
    answer: unknown
    createdAt: string
  }[]
}

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
  type: 'points.minted' | 'points.reversed' | 'order.parked' | 'debt.changed' | 'payment.returned'
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
  refundedAt?: string
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
  /** How the brand stands. */
  getBrandStatus: { path: Record<never, never>; body: undefined; answer: BrandStatus }
  /** What somebody has to look at. */
  listBrandAlerts: { path: Record<never, never>; body: undefined; answer: BrandAlerts }
  /** Close alerts that were looked at, of those that do not end by themselves. */
  closeAlerts: { path: Record<never, never>; body: BrandAlertsCloseRequest; answer: BrandAlertsClosed }
  /** Shops that are or were connected. */
  listShops: { path: Record<never, never>; body: undefined; answer: BrandShops }
  /** Connect a shop. */
  connectShop: { path: Record<never, never>; body: BrandShopConnectRequest; answer: BrandShop }
  /** Give a shop a new secret, or a new token. */
  rotateShop: { path: { number: number }; body: BrandShopRotateRequest; answer: BrandShop }
  /** Take nothing more of a shop, and destroy its secrets. */
  disconnectShop: { path: { number: number }; body: BrandNothing; answer: BrandShop }
  /** How orders earn now. */
  getRules: { path: Record<never, never>; body: undefined; answer: BrandRules }
  /** Add a version of the rules; what is left out stays. */
  changeRules: { path: Record<never, never>; body: BrandRulesRequest; answer: BrandRules }
  /** Tills that have or had a key. */
  listTills: { path: Record<never, never>; body: undefined; answer: BrandTills }
  /** Add a till; its key is a cashier. */
  addTill: { path: Record<never, never>; body: BrandTillRequest; answer: BrandTill }
  /** Take a till's key away. */
  revokeTill: { path: { number: number }; body: BrandNothing; answer: BrandTill }
  /** Addresses that are told, and the newest messages. */
  listWebhooks: { path: Record<never, never>; query: { limit?: number }; body: undefined; answer: BrandWebhooks }
  /** Have the brand's messages sent to an address. */
  addWebhook: { path: Record<never, never>; body: BrandWebhookRequest; answer: BrandWebhook }
  /** Tell an address nothing more. */
  removeWebhook: { path: { number: number }; body: BrandNothing; answer: BrandWebhookRemoved }
  /** Send messages once more, under the same ids. */
  replayWebhooks: { path: Record<never, never>; body: BrandReplayRequest; answer: BrandReplayed }
  /** Deliveries, the newest first. */
  listInbox: {
    path: Record<never, never>
    query: { before?: string; limit?: number; status?: 'received' | 'waiting' | 'parked' | 'processed' | 'ignored' }
    body: undefined
    answer: BrandInbox
  }
  /** Put parked deliveries back into the queue. */
  retryInbox: { path: Record<never, never>; body: BrandRetryRequest; answer: BrandRetried }
  /** Tell what happened in a shop, in the generic format, without signing it. */
  tellEvent: { path: Record<never, never>; body: BrandEventRequest; answer: BrandEventTaken }
  /** A member's entries of the ledger, the newest first; nothing personal. */
  listMemberEntries: {
    path: { member: number }
    query: { before?: string; limit?: number }
    body: undefined
    answer: BrandEntries
  }
  /** Who somebody is by what they give. */
  findMember: { path: Record<never, never>; body: BrandMemberFindRequest; answer: BrandMemberFound }
  /** A member. */
  getMember: { path: { member: number }; body: undefined; answer: BrandMember }
  /** Everything kept of a member, for the member. */
  exportMember: { path: { member: number }; body: undefined; answer: BrandMemberExport }
  /** What a member agreed to, now and before. */
  listConsents: { path: { member: number }; body: undefined; answer: BrandConsents }
  /** Note what a member says; the log is only added to. */
  sayConsents: { path: { member: number }; body: BrandConsentsRequest; answer: BrandConsents }
  /** Erase a member; the service carries it out, and GET tells how far it is. */
  eraseMember: { path: { member: number }; body: BrandNothing; answer: BrandErasure }
  /** Keys that the brand has or had. */
  listKeys: { path: Record<never, never>; body: undefined; answer: BrandKeys }
  /** Make a key. */
  addKey: { path: Record<never, never>; body: BrandKeyRequest; answer: BrandKey }
  /** Put a new key in the place of one. */
  rotateKey: { path: { number: number }; body: BrandKeyRotateRequest; answer: BrandKey }
  /** Take a key away. */
  revokeKey: { path: { number: number }; body: BrandNothing; answer: BrandKey }
  /** Who did what, the newest first. */
  listActs: {
    path: Record<never, never>
    query: { before?: string; limit?: number }
    body: undefined
    answer: BrandActs
  }
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
  getBrandStatus: { method: 'GET', path: '/v1/brand/status' },
  listBrandAlerts: { method: 'GET', path: '/v1/brand/alerts' },
  closeAlerts: { method: 'POST', path: '/v1/brand/alerts/close' },
  listShops: { method: 'GET', path: '/v1/brand/shops' },
  connectShop: { method: 'POST', path: '/v1/brand/shops' },
  rotateShop: { method: 'POST', path: '/v1/brand/shops/{number}/rotate' },
  disconnectShop: { method: 'POST', path: '/v1/brand/shops/{number}/disconnect' },
  getRules: { method: 'GET', path: '/v1/brand/rules' },
  changeRules: { method: 'POST', path: '/v1/brand/rules' },
  listTills: { method: 'GET', path: '/v1/brand/tills' },
  addTill: { method: 'POST', path: '/v1/brand/tills' },
  revokeTill: { method: 'POST', path: '/v1/brand/tills/{number}/revoke' },
  listWebhooks: { method: 'GET', path: '/v1/brand/webhooks' },
  addWebhook: { method: 'POST', path: '/v1/brand/webhooks' },
  removeWebhook: { method: 'POST', path: '/v1/brand/webhooks/{number}/remove' },
  replayWebhooks: { method: 'POST', path: '/v1/brand/webhooks/replay' },
  listInbox: { method: 'GET', path: '/v1/brand/inbox' },
  retryInbox: { method: 'POST', path: '/v1/brand/inbox/retry' },
  tellEvent: { method: 'POST', path: '/v1/brand/events' },
  listMemberEntries: { method: 'GET', path: '/v1/brand/members/{member}/entries' },
  findMember: { method: 'POST', path: '/v1/brand/members/find' },
  getMember: { method: 'GET', path: '/v1/brand/members/{member}' },
  exportMember: { method: 'GET', path: '/v1/brand/members/{member}/export' },
  listConsents: { method: 'GET', path: '/v1/brand/members/{member}/consents' },
  sayConsents: { method: 'POST', path: '/v1/brand/members/{member}/consents' },
  eraseMember: { method: 'POST', path: '/v1/brand/members/{member}/erase' },
  listKeys: { method: 'GET', path: '/v1/brand/keys' },
  addKey: { method: 'POST', path: '/v1/brand/keys' },
  rotateKey: { method: 'POST', path: '/v1/brand/keys/{number}/rotate' },
  revokeKey: { method: 'POST', path: '/v1/brand/keys/{number}/revoke' },
  listActs: { method: 'GET', path: '/v1/brand/audit' },
} as const

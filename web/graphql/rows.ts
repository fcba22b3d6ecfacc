import type { Address, Hex } from 'viem'

/** Rows as the indexer tells them: amounts and times as decimal strings. */

export interface BrandRow {
  id: number
  code: string
  name: string
  symbol: string
  token: Address
  neverExpires: boolean
  reserve: string
  supply: string
  rate: string
  spreadBps: number
  promisePercent: number
  life: number
  announcedRate: string | null
  announcedSpreadBps: number | null
  announcedPromisePercent: number | null
  announcedLife: number | null
  announcedAt: string | null
  effectiveAt: string | null
  entranceOpen: boolean
  windingDown: boolean
  remainderAt: string | null
}

export type MovementKind =
  | 'earned'
  | 'swapped'
  | 'donated'
  | 'paid'
  | 'refunded'
  | 'redeemed'
  | 'claimed'
  | 'moved'
  | 'sent'
  | 'received'
  | 'expired'
  | 'reversed'

export type LotList = readonly { lastEpoch: number | null; points: string }[]

export interface MovementRow {
  id: string
  kind: MovementKind
  outBrandId: number | null
  outPoints: string | null
  outLots: LotList | null
  inBrandId: number | null
  inPoints: string | null
  inLots: LotList | null
  value: string | null
  rate: string | null
  counterpart: Address | null
  causeId: number | null
  tillId: number | null
  orderReference: Hex | null
  sequence: string | null
  short: string | null
  lapsed: string | null
  time: string
  block: string
  tx: Hex
  logIndex: number
}

export interface LotRow {
  brandId: number
  lastEpoch: number
  permanent: boolean
  points: string
}

export interface CauseRow {
  id: number
  name: string
  registration: string
  active: boolean
  received: string
  donations: number
  donors: number
}

export interface Items<Row> {
  items: Row[]
}

export interface Page<Row> extends Items<Row> {
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
}

/** How far the indexer has seen each chain. */
export interface MetaRow {
  status: Record<string, { id: number; block: { number: number; timestamp: number } | null }>
}

export interface MemberAnswer {
  member: {
    address: Address
    firstSeenAt: string
    unlockDelay: string
    unlockAt: string
    accountCreatedAt: string | null
  } | null
  balances: Items<{ brandId: number; points: string }>
  lots: Items<LotRow>
  movements: Items<MovementRow>
  brands: Items<BrandRow>
  causes: Items<{ id: number; name: string }>
  _meta: MetaRow
}

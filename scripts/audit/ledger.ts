import type { Address, Hex } from 'viem'
import type { Lot } from './lots.ts'
import { newPaymentIndex } from './payment-index.ts'
import type { PaymentIndex } from './payment-index.ts'
import type { Quota } from './replay/quota.ts'

/** What a brand promises, amounts as bigint. */
export type Terms = { rate: bigint; spreadBps: bigint; promisePercent: bigint; life: number }

/** One line of a brand's terms history; the first was announced when the brand was made. */
export type TermsEntry = { terms: Terms; announcedAt: number; effectiveAt: number; cancelledAt: number | undefined }

/** Why points of a brand came or went; the lines of its movement schedule. */
export const MOVEMENTS = [
  'issued',
  'swappedIn',
  'swappedOut',
  'paid',
  'refunded',
  'redeemed',
  'donated',
  'expired',
  'reversed',
] as const
export type Movement = (typeof MOVEMENTS)[number]

/** Why a reserve grew or fell, in µ. */
export const RESERVE_MOVEMENTS = [
  'deposited',
  'swappedIn',
  'swappedOut',
  'donated',
  'paidOut',
  'paidIn',
  'refundedOut',
  'refundedIn',
  'withdrawn',
  'remainder',
] as const
export type ReserveMovement = (typeof RESERVE_MOVEMENTS)[number]

export type Batch = {
  block: number
  index: number
  count: number
  mintedAt: number
  epoch: number
  life: number
  returnWindow: number
}

export type Withdrawal = { amount: bigint; opensAt: number }

export type Brand = {
  id: number
  token: Address
  code: string
  owner: Address
  createdAt: number
  neverExpires: boolean
  reserve: bigint
  supply: bigint
  terms: Terms
  announced: Terms | undefined
  effectiveAt: number
  history: TermsEntry[]
  windingDown: boolean
  windDownAt: number
  /** An announcement that a wind-down cut, until what is left of it is announced again in the same transaction. */
  cutByWindDown: { terms: Terms; effectiveAt: number } | undefined
  entranceClosed: boolean
  closedFrom: Map<number, number>
  /** Lots of every account that ever held points, soonest first. */
  members: Map<Address, Lot[]>
  movedTo: Map<Address, Address>
  /** Accounts that points were minted to since they were last claimed: only such claims use the claim quota. */
  minted: Set<Address>
  roles: Map<Address, number>
  /** By `kind:account`; kind 0 mint, 1 clawback, 2 claims. */
  quotas: Map<string, Quota>
  batches: Batch[]
  /** Cumulative points asked back, by `sequence:member`. */
  reversed: Map<string, bigint>
  withdrawal: Withdrawal | undefined
  /** Movements since the schedule opened. */
  openingSupply: bigint
  openingReserve: bigint
  points: Record<Movement, bigint>
  money: Record<ReserveMovement, bigint>
  debtPoints: bigint
}

export type Cause = {
  id: number
  name: string
  payout: Address
  proposed: { payout: Address; applicableAt: number } | undefined
  active: boolean
  credit: bigint
  donated: bigint
  paid: bigint
}

export type Member = { nonceBase: bigint; usedNonces: Set<bigint>; unlockDelay: number; unlockAt: number }

/** Immutable rules of a network, read from the hub. */
export type NetworkRules = {
  stablecoin: Address
  causeRegistry: Address
  notice: number
  epochLength: number
  epochOrigin: number
  maxPause: number
  pauseWindow: number
  withdrawalWindow: number
  maxReturnWindow: number
  windDownPeriod: number
}

/** `counted`: its end for the pause budget, at least an hour after its start. */
export type Pause = { from: number; until: number; counted: number }

export type Network = {
  hub: Address
  rules: NetworkRules
  brands: Map<number, Brand>
  brandOfToken: Map<Address, Brand>
  causes: Map<number, Cause>
  members: Map<Address, Member>
  pauses: Pause[]
  /** Who may create the brand with this code. */
  admitted: Map<Hex, Address>
  /** Share refunded so far, by `brand:member:reference`, of payments refunded at least in part. */
  refunded: Map<string, bigint>
  /** Share refunded according to the contracts, where it is not zero. */
  refundedOnChain: Map<string, bigint>
  payments: PaymentIndex
}

function zeroes<key extends string>(keys: readonly key[]): Record<key, bigint> {
  return Object.fromEntries(keys.map((key) => [key, 0n])) as Record<key, bigint>
}

export function newNetwork(hub: Address, rules: NetworkRules): Network {
  return {
    hub,
    rules,
    brands: new Map(),
    brandOfToken: new Map(),
    causes: new Map(),
    members: new Map(),
    pauses: [],
    admitted: new Map(),
    refunded: new Map(),
    refundedOnChain: new Map(),
    payments: newPaymentIndex(),
  }
}

/** A brand as it is before its first event. */
export function newBrand(id: number, token: Address): Brand {
  return {
    id,
    token,
    code: '',
    owner: '0x',
    createdAt: 0,
    neverExpires: false,
    reserve: 0n,
    supply: 0n,
    terms: { rate: 0n, spreadBps: 0n, promisePercent: 0n, life: 0 },
    announced: undefined,
    effectiveAt: 0,
    history: [],
    windingDown: false,
    windDownAt: 0,
    cutByWindDown: undefined,
    entranceClosed: false,
    closedFrom: new Map(),
    members: new Map(),
    minted: new Set(),
    movedTo: new Map(),
    roles: new Map(),
    quotas: new Map(),
    batches: [],
    reversed: new Map(),
    withdrawal: undefined,
    openingSupply: 0n,
    openingReserve: 0n,
    points: zeroes(MOVEMENTS),
    money: zeroes(RESERVE_MOVEMENTS),
    debtPoints: 0n,
  }
}

/** Opens the movement schedules: what was before is each brand's opening balance. */
export function openSchedules(network: Network): void {
  for (const brand of network.brands.values()) {
    brand.openingSupply = brand.supply
    brand.openingReserve = brand.reserve
    brand.points = zeroes(MOVEMENTS)
    brand.money = zeroes(RESERVE_MOVEMENTS)
  }
}

export function lotsOf(brand: Brand, account: Address): Lot[] {
  let lots = brand.members.get(account)
  if (!lots) {
    lots = []
    brand.members.set(account, lots)
  }
  return lots
}

export function memberOf(network: Network, account: Address): Member {
  let member = network.members.get(account)
  if (!member) {
    member = { nonceBase: 0n, usedNonces: new Set(), unlockDelay: 0, unlockAt: 0 }
    network.members.set(account, member)
  }
  return member
}

/** Points move in or out of a brand: supply and schedule together, so that the schedule foots by construction. */
export function movePoints(brand: Brand, movement: Movement, change: bigint): void {
  brand.supply += change
  brand.points[movement] += change
}

export function moveMoney(brand: Brand, movement: ReserveMovement, change: bigint): void {
  brand.reserve += change
  brand.money[movement] += change
}

/** Makes an announcement whose time has come the terms in effect. */
export function settleTerms(brand: Brand, time: number): void {
  if (!brand.announced || time < brand.effectiveAt) return
  brand.terms = brand.announced
  brand.announced = undefined
  brand.effectiveAt = 0
}

/** The higher of current and announced terms, as rules 1, 2 and 13 want it. */
export function highestTerms(brand: Brand): { rate: bigint; spreadBps: bigint; promisePercent: bigint } {
  const { terms, announced = terms } = brand
  return {
    rate: announced.rate > terms.rate ? announced.rate : terms.rate,
    spreadBps: announced.spreadBps > terms.spreadBps ? announced.spreadBps : terms.spreadBps,
    promisePercent: announced.promisePercent > terms.promisePercent ? announced.promisePercent : terms.promisePercent,
  }
}

export function readTerms(terms: { rate: number; spreadBps: number; promisePercent: number; life: number }): Terms {
  return {
    rate: BigInt(terms.rate),
    spreadBps: BigInt(terms.spreadBps),
    promisePercent: BigInt(terms.promisePercent),
    life: terms.life,
  }
}

export function describeTerms(terms: Terms): string {
  return `rate ${terms.rate}, spread ${terms.spreadBps} bps, promise ${terms.promisePercent} %, life ${terms.life}`
}

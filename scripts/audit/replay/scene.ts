import type { Address, Hex } from 'viem'
import type { Call } from '../call-contracts.ts'
import { addFinding } from '../findings.ts'
import type { Findings } from '../findings.ts'
import { settleTerms } from '../ledger.ts'
import type { Brand, Network } from '../ledger.ts'
import { epochAt } from '../lots.ts'
import type { Lot } from '../lots.ts'

/** A Transfer of this transaction that no event has explained yet. */
export type Move = { brand: Brand; from: Address; to: Address; points: bigint; lots: Lot[]; index: number }

/** What one event is replayed against. */
export type Scene = {
  network: Network
  findings: Findings
  block: number
  index: number
  tx: Hex
  time: number
  epoch: number
  /** Of this transaction, unexplained so far. */
  mints: Move[]
  burns: Move[]
  moves: Move[]
  /** The last points to expire in this transaction: a refund values what it mints before they leave the supply. */
  expired: { brand: Brand; account: Address; points: bigint; index: number } | undefined
  redeemed: { brand: Brand; member: Address; orderReference: Hex; points: bigint; lots: Lot[] }[]
  /** Asked at the end of the transaction. */
  atEnd: (() => void)[]
  /** Reads of the contracts at the audited block, asked for by the replay and answered in batches. */
  checks: Call[]
  /** Points credited, by `token:sequence:member`, fetched for the reversals of this chunk. */
  credits: Map<string, bigint>
  payments: Map<string, PaidRecord>
}

export type PaidLeg = { brandId: number; points: bigint; value: bigint; lots: bigint }
export type PaidRecord = { paidAt: number; legs: readonly PaidLeg[] }

export function newScene(network: Network, findings: Findings): Scene {
  return {
    network,
    findings,
    block: 0,
    index: 0,
    tx: '0x',
    time: 0,
    epoch: 0,
    mints: [],
    burns: [],
    moves: [],
    expired: undefined,
    redeemed: [],
    atEnd: [],
    checks: [],
    credits: new Map(),
    payments: new Map(),
  }
}

export function setPlace(scene: Scene, place: { block: number; index: number; tx: Hex; time: number }): void {
  scene.block = place.block
  scene.index = place.index
  scene.tx = place.tx
  if (scene.time === place.time) return
  scene.time = place.time
  scene.epoch = epochAt(place.time, scene.network.rules)
}

/** Who a finding is about. */
export type Subject = { brand?: Brand | undefined; account?: Address | undefined; other?: string | undefined }

export function describeSubject({ brand, account, other }: Subject): string {
  const parts = []
  if (brand) parts.push(`brand ${brand.code || brand.id}`)
  if (account) parts.push(account)
  if (other) parts.push(other)
  return parts.join(', ') || 'network'
}

export type Claim = { invariant: number; what: string; subject: Subject; expected: unknown; found: unknown }

export function disagree(scene: Scene, { invariant, what, subject, expected, found }: Claim): void {
  addFinding(scene.findings, {
    invariant,
    what,
    where: describeSubject(subject),
    expected: String(expected),
    found: String(found),
    block: scene.block,
    tx: scene.tx,
    index: scene.index,
  })
}

/** Names a difference between what the rules say and what the log says. */
export function expectSame(scene: Scene, claim: Claim): void {
  if (claim.expected !== claim.found) disagree(scene, claim)
}

/** Asks the contracts about what this event left behind; a difference is named where the event is. */
export function checkState(scene: Scene, { to, data, verify }: Call): void {
  const { block, index, tx } = scene
  scene.checks.push({
    to,
    data,
    verify: (result) => {
      const now = { block: scene.block, index: scene.index, tx: scene.tx }
      Object.assign(scene, { block, index, tx })
      verify(result)
      Object.assign(scene, now)
    },
  })
}

export function brandOf(scene: Scene, id: number): Brand | undefined {
  const brand = scene.network.brands.get(id)
  if (brand) settleTerms(brand, scene.time)
  else
    disagree(scene, {
      invariant: 0,
      what: 'unknown brand',
      subject: {},
      expected: 'a brand that was created',
      found: id,
    })
  return brand
}

/** Rule 11: what a pause stops must not happen during one. */
export function expectRunning(scene: Scene, what: string, subject: Subject): void {
  const until = scene.network.pauses.at(-1)?.until ?? 0
  if (scene.time >= until) return
  disagree(scene, {
    invariant: 0,
    what: `${what} while paused`,
    subject,
    expected: `nothing before ${until}`,
    found: scene.time,
  })
}

/** Rule 10: points of a locked member do not leave. */
export function expectUnlocked(scene: Scene, what: string, account: Address): void {
  const unlockAt = scene.network.members.get(account)?.unlockAt ?? 0
  if (scene.time >= unlockAt) return
  const subject = { account }
  disagree(scene, {
    invariant: 0,
    what: `${what} while locked`,
    subject,
    expected: `nothing before ${unlockAt}`,
    found: scene.time,
  })
}

/** Rule 7: only the holder of a role does what the role is for. */
export function expectRole(scene: Scene, brand: Brand, account: Address, role: { bit: number; name: string }): void {
  const roles = brand.roles.get(account) ?? 0
  if ((roles & role.bit) !== 0) return
  const subject = { brand, account }
  disagree(scene, { invariant: 0, what: 'missing role', subject, expected: role.name, found: `roles ${roles}` })
}

export const OWNER = { bit: 1, name: 'owner' }
export const MINTER = { bit: 2, name: 'minter' }
export const RATE_SETTER = { bit: 4, name: 'rate setter' }
export const TREASURER = { bit: 8, name: 'treasurer' }

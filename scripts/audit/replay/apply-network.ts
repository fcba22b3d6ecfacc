import { keccak256 } from 'viem'
import type { HubArgs } from '../contracts.ts'
import { memberOf, readTerms } from '../ledger.ts'
import type { Pause } from '../ledger.ts'
import { expectBounds } from './apply-terms.ts'
import { disagree, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

const LEAST_PAUSE = 3_600
const NONCE_WINDOW = 128n

export function applyAdmission(scene: Scene, { codeHash, owner, code }: HubArgs<'BrandAdmitted'>): void {
  const found = keccak256(Buffer.from(code))
  expectSame(scene, {
    invariant: 0,
    what: 'hash of an admitted code',
    subject: { other: code },
    expected: codeHash,
    found,
  })
  scene.network.admitted.set(codeHash, owner)
}

export function applyCreation(scene: Scene, args: HubArgs<'BrandCreated'>): void {
  const brand = scene.network.brands.get(args.brandId)
  if (!brand) {
    const subject = { other: args.code }
    disagree(scene, {
      invariant: 0,
      what: 'brand seen twice or not at all',
      subject,
      expected: 'one BrandCreated',
      found: args.brandId,
    })
    return
  }
  brand.code = args.code
  brand.owner = args.owner
  brand.createdAt = scene.time
  brand.neverExpires = args.neverExpires
  brand.terms = readTerms(args.terms)
  brand.history.push({ terms: brand.terms, announcedAt: scene.time, effectiveAt: scene.time, cancelledAt: undefined })
  expectBounds(scene, brand, brand.terms)
  const admitted = scene.network.admitted.get(keccak256(Buffer.from(args.code)))
  expectSame(scene, {
    invariant: 0,
    what: 'owner admitted for a code',
    subject: { brand },
    expected: admitted,
    found: args.owner,
  })
}

/** Seconds paused between two moments. */
export function pausedBetween(pauses: readonly Pause[], from: number, to: number): number {
  let total = 0
  for (const pause of pauses) {
    total += Math.max(0, Math.min(pause.until, to) - Math.max(pause.from, from))
  }
  return total
}

/** Rule 11: at most 72 hours in any 14 days, each pause counted as an hour at least. */
export function applyPause(scene: Scene, { until }: HubArgs<'Paused'>): void {
  const { pauses, rules } = scene.network
  const last = pauses.at(-1)
  const end = Number(until)
  if (last && scene.time < last.until) {
    expectSame(scene, { invariant: 13, what: 'end of a lifted pause', subject: {}, expected: scene.time, found: end })
    last.until = end
    last.counted = Math.max(end, last.from + LEAST_PAUSE)
    return
  }
  const from = scene.time - rules.pauseWindow
  const used = pauses.reduce((sum, one) => sum + Math.max(0, one.counted - Math.max(one.from, from)), 0)
  const counted = Math.max(end, scene.time + LEAST_PAUSE)
  if (counted - scene.time + used > rules.maxPause) {
    const expected = `at most ${rules.maxPause - used} s`
    disagree(scene, {
      invariant: 13,
      what: 'length of a pause',
      subject: {},
      expected,
      found: `${counted - scene.time} s`,
    })
  }
  pauses.push({ from: scene.time, until: end, counted })
}

/** A lock holds until lifted, and lifting it takes the delay the member chose. */
export function applyLock(scene: Scene, { member: account, unlockDelay, unlockAt }: HubArgs<'Locked'>): void {
  const member = memberOf(scene.network, account)
  const delay = Number(unlockDelay)
  const locked = scene.time < member.unlockAt
  const lifting = unlockAt !== (1n << 40n) - 1n
  const subject = { account }
  if (locked && delay < member.unlockDelay) {
    disagree(scene, {
      invariant: 0,
      what: 'delay of a lock',
      subject,
      expected: `at least ${member.unlockDelay}`,
      found: delay,
    })
  }
  if (lifting) {
    const expected = Math.min(member.unlockAt, scene.time + member.unlockDelay)
    expectSame(scene, { invariant: 0, what: 'end of a lock', subject, expected, found: Number(unlockAt) })
  }
  member.unlockDelay = delay
  member.unlockAt = Number(unlockAt)
}

/** Invariant 10: a nonce serves once, within 128 of the base. */
export function applyIntent(scene: Scene, { member: account, nonce }: HubArgs<'IntentExecuted'>): void {
  const member = memberOf(scene.network, account)
  const usable = nonce >= member.nonceBase && nonce < member.nonceBase + NONCE_WINDOW && !member.usedNonces.has(nonce)
  if (!usable) {
    const expected = `unused, from ${member.nonceBase} on`
    disagree(scene, { invariant: 10, what: 'nonce used again', subject: { account }, expected, found: nonce })
    return
  }
  member.usedNonces.add(nonce)
  advanceBase(member)
}

export function applyNonceCancellation(scene: Scene, { member: account, newBase }: HubArgs<'NoncesCancelled'>): void {
  const member = memberOf(scene.network, account)
  const { nonceBase } = member
  if (newBase <= nonceBase || newBase > nonceBase + NONCE_WINDOW) {
    const expected = `above ${nonceBase}, at most ${nonceBase + NONCE_WINDOW}`
    disagree(scene, { invariant: 10, what: 'new base of nonces', subject: { account }, expected, found: newBase })
  }
  member.nonceBase = newBase
  for (const nonce of member.usedNonces) if (nonce < newBase) member.usedNonces.delete(nonce)
  advanceBase(member)
}

function advanceBase(member: { nonceBase: bigint; usedNonces: Set<bigint> }): void {
  while (member.usedNonces.delete(member.nonceBase)) member.nonceBase++
}

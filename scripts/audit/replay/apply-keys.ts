import type { TokenArgs } from '../contracts.ts'
import type { Brand } from '../ledger.ts'
import { settleTerms } from '../ledger.ts'
import { setQuota } from './quota.ts'
import { expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

const QUOTA_NOTICE = 24 * 3600

export function applyRole(scene: Scene, brand: Brand, args: TokenArgs<'RoleChanged'>): void {
  const subject = { brand, account: args.account }
  const before = brand.roles.get(args.account) ?? 0
  expectSame(scene, { invariant: 0, what: 'roles before a change', subject, expected: before, found: args.oldRoles })
  brand.roles.set(args.account, args.newRoles)
}

export const QUOTA_KINDS = ['mint', 'clawback', 'claim'] as const

/** Rule 7: the first quota and every lower one hold at once, a higher one after 24 hours. */
export function applyQuota(scene: Scene, brand: Brand, args: TokenArgs<'QuotaChanged'>): void {
  const key = `${args.kind}:${args.account}`
  const first = !brand.quotas.has(key)
  const at = Number(args.effectiveAt)
  brand.quotas.set(key, setQuota(brand.quotas.get(key), args.newLimit, { time: scene.time, at }))
  const later = !first && args.newLimit > args.oldLimit
  const subject = { brand, account: args.account, other: `${QUOTA_KINDS[args.kind] ?? args.kind} quota` }
  const expected = BigInt(later ? scene.time + QUOTA_NOTICE : scene.time)
  expectSame(scene, { invariant: 0, what: 'time a quota takes effect', subject, expected, found: args.effectiveAt })
}

export function applyEntrance(scene: Scene, brand: Brand, { open }: TokenArgs<'EntranceChanged'>): void {
  settleTerms(brand, scene.time)
  brand.entranceClosed = !open
}

/** Rule 9: closing to one brand takes the notice, opening does not. */
export function applyEntranceFor(scene: Scene, brand: Brand, args: TokenArgs<'EntranceForChanged'>): void {
  const under = brand.closedFrom.get(args.fromBrandId)
  const expected = BigInt(args.open ? scene.time : (under ?? scene.time + scene.network.rules.notice))
  const subject = { brand, other: `from brand ${args.fromBrandId}` }
  expectSame(scene, { invariant: 7, what: 'time an entrance changes', subject, expected, found: args.effectiveAt })
  if (args.open) brand.closedFrom.delete(args.fromBrandId)
  else brand.closedFrom.set(args.fromBrandId, Number(args.effectiveAt))
}

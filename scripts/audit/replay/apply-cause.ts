import type { HubArgs, RegistryArgs } from '../contracts.ts'
import type { Cause } from '../ledger.ts'
import { disagree, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

const PAYOUT_NOTICE = 14 * 24 * 3_600

function causeOf(scene: Scene, id: number): Cause | undefined {
  const cause = scene.network.causes.get(id)
  if (!cause) {
    const subject = { other: `cause ${id}` }
    disagree(scene, { invariant: 0, what: 'unknown cause', subject, expected: 'a cause that was added', found: id })
  }
  return cause
}

export function applyCause(scene: Scene, { causeId, payout, name }: RegistryArgs<'CauseAdded'>): void {
  const { causes } = scene.network
  const subject = { other: `cause ${causeId}` }
  expectSame(scene, { invariant: 0, what: 'number of a cause', subject, expected: causes.size + 1, found: causeId })
  const cause = { id: causeId, name, payout, proposed: undefined, active: false, credit: 0n, donated: 0n, paid: 0n }
  causes.set(causeId, cause)
}

/** The registry's word, and the hub's, which counts: they must be one. */
export function applyCauseChange(scene: Scene, { causeId, active }: RegistryArgs<'CauseActiveChanged'>): void {
  const cause = causeOf(scene, causeId)
  if (!cause) return
  scene.atEnd.push(() => {
    const subject = { other: `cause ${causeId}` }
    expectSame(scene, {
      invariant: 0,
      what: 'state of a cause in the hub',
      subject,
      expected: active,
      found: cause.active,
    })
  })
}

export function applyCauseStatus(scene: Scene, { causeId, active }: HubArgs<'CauseStatus'>): void {
  const cause = causeOf(scene, causeId)
  if (cause) cause.active = active
}

/** Rule 12: the operator's proposal waits 14 days. */
export function applyProposal(scene: Scene, { causeId, payout, applicableAt }: RegistryArgs<'PayoutProposed'>): void {
  const cause = causeOf(scene, causeId)
  if (!cause) return
  const subject = { other: `cause ${causeId}` }
  const expected = BigInt(scene.time + PAYOUT_NOTICE)
  expectSame(scene, { invariant: 0, what: 'time of a payout proposal', subject, expected, found: applicableAt })
  cause.proposed = { payout, applicableAt: Number(applicableAt) }
}

export function applyProposalEnd(scene: Scene, { causeId, payout }: RegistryArgs<'PayoutProposalCancelled'>): void {
  const cause = causeOf(scene, causeId)
  if (!cause) return
  const subject = { other: `cause ${causeId}` }
  const expected = cause.proposed?.payout
  expectSame(scene, { invariant: 0, what: 'payout proposal cancelled', subject, expected, found: payout })
  cause.proposed = undefined
}

export function applyPayout(scene: Scene, { causeId, oldPayout, newPayout }: RegistryArgs<'PayoutChanged'>): void {
  const cause = causeOf(scene, causeId)
  if (!cause) return
  const subject = { other: `cause ${causeId}` }
  expectSame(scene, { invariant: 0, what: 'payout before a change', subject, expected: cause.payout, found: oldPayout })
  cause.payout = newPayout
  cause.proposed = undefined
}

/** A cause takes its whole credit, to its payout address. */
export function applyCausePaid(scene: Scene, { causeId, payout, amount }: HubArgs<'CausePaid'>): void {
  const cause = causeOf(scene, causeId)
  if (!cause) return
  const subject = { other: `cause ${causeId}` }
  expectSame(scene, { invariant: 0, what: 'payout address of a cause', subject, expected: cause.payout, found: payout })
  expectSame(scene, { invariant: 1, what: 'credit paid to a cause', subject, expected: cause.credit, found: amount })
  cause.credit -= amount
  cause.paid += amount
}

import { memberClaim } from '../keys/claim-keys.ts'
import type { Customer } from '../shops/shop-event.ts'
import { accountIn, type Identifier, identifiersOf } from './identify.ts'
import type { LedgerContext } from './ledger-context.ts'
import { keyOf, type LedgerMember } from './ledger-window.ts'

export const identifierKey = ({ kind, hash }: Identifier): string => keyOf(kind, hash)

/**
 * The member a customer is: by account, else by the shop's number, e-mail or phone, the first that is known; else a new one.
 * A phone number counts only where there is no e-mail: typed beside another's e-mail it says nothing. Undefined where the shop
 * says nothing of the customer.
 *
 * Buyers type e-mail and phone themselves. Points may follow them, since whoever has them is only given more; but nobody
 * becomes known by them who is known by something surer, and nobody's account is ever taken from another's order.
 */
export function findMember(context: LedgerContext, customer: Customer | undefined): LedgerMember | undefined {
  const { window, pepper, scope } = context
  const identifiers = withoutSpare(identifiersOf(pepper, scope, customer))
  if (identifiers.length === 0) return undefined
  const account = customer?.account === undefined ? null : accountIn(customer.account)
  const known = identifiers.flatMap((each) => {
    const number = window.known.get(identifierKey(each))
    const member = number === undefined ? undefined : window.members.get(number)
    return member ? [{ member, by: each.kind }] : []
  })
  const found = known.find(({ by }) => by === 'account' || account === null)
  const member = found?.member ?? newMember(context, account, customer?.id)
  for (const identifier of toLearn(identifiers, found?.by)) learn(context, member, identifier)
  return member
}

/** Of what a buyer typed, one thing counts: whoever could type two would join what is known by the one to the other. */
function withoutSpare(identifiers: readonly Identifier[]): readonly Identifier[] {
  const hasEmail = identifiers.some(({ kind }) => kind === 'email')
  return hasEmail ? identifiers.filter(({ kind }) => kind !== 'phone') : identifiers
}

/** What a shop's own server or a till knows, else what a guest typed. */
function toLearn(identifiers: readonly Identifier[], foundBy: Identifier['kind'] | undefined): readonly Identifier[] {
  const sure = identifiers.filter(({ kind }) => kind === 'account' || kind === 'id')
  if (foundBy === undefined) return sure.length > 0 ? sure : identifiers
  return foundBy === 'account' ? sure : []
}

function learn({ window }: LedgerContext, member: LedgerMember, identifier: Identifier): void {
  const key = identifierKey(identifier)
  if (window.known.has(key)) return
  window.known.set(key, member.number)
  window.addedIdentifiers.push({ identifier, member: member.number })
}

/** A till names whom it enrolled itself, at random too: the link on the receipt stands for that name already. */
const NAMED_BY_TILL = /^till-[0-9a-f]{32}$/

/** Shops' members have random names: what is derived from them or shown in a receipt says nothing of the person. */
function newMember(context: LedgerContext, account: string | null, id: string | undefined): LedgerMember {
  const { window, scope, brandId, claimSeed, random } = context
  const named = scope.provider === 'till' && id !== undefined && NAMED_BY_TILL.test(id)
  const externalId = named ? id : `shop-${random(16).slice(2)}`
  const { claimKey, claimAddress } = memberClaim(claimSeed, brandId, externalId)
  const amounts = { debt: 0n, earned: 0n, credited: 0n, reversed: 0n, run: 0 }
  const member = { number: window.nextMember++, externalId, claimKey, claimAddress, account, ...amounts }
  window.members.set(member.number, member)
  window.changedMembers.add(member)
  return member
}

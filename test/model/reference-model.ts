/**
 * The network as one would keep it on paper: a list of lots per member and brand, and what each verb does to it. No
 * lanes, no packed words, nothing shared with the contracts. A verb throws where the contracts must revert.
 */
import { alive, FOREVER, join, type Lot, max, min, scale, sum, take } from './lots.ts'
import { type Brand, type Leg, type Network, type Terms, WHOLE } from './network.ts'

const [DAY, EPOCH] = [86_400n, 180n * 86_400n]
const highest = (b: Brand, term: keyof Terms): bigint => max(b.terms[term], (b.next ?? b.terms)[term])
export const lotsOf = (net: Network, b: Brand, who: string): Lot[] => alive(b.lots.get(who) ?? [], net.now / EPOCH)
export const supplyOf = (b: Brand): bigint => sum([...b.lots.values()].flat())
export const balanceOf = (net: Network, b: Brand, who: string): bigint => sum(lotsOf(net, b, who))

/** A brand with the terms of now in effect. */
export function brandOf({ brands, now }: Network, id: bigint): Brand {
  const b = brands.get(id) as Brand
  return b.next && now >= b.effectiveAt ? Object.assign(b, { terms: b.next, next: undefined }) : b
}

function demand(holds: boolean, because: string): asserts holds {
  if (!holds) throw new Error(because)
}

function demandCover(b: Brand): void {
  const promised = supplyOf(b) * highest(b, 'rate') * highest(b, 'promisePercent')
  demand(b.reserve * 100_000n >= promised, 'cover below promise')
}

function give(net: Network, b: Brand, who: string, lots: Lot[]): void {
  b.lots.set(who, join(lotsOf(net, b, who), lots))
}

function burn(net: Network, b: Brand, who: string, points: bigint, first?: bigint): Lot[] {
  const { taken, rest } = take(lotsOf(net, b, who), points, first)
  b.lots.set(who, rest)
  return taken
}

/** Burns points and takes their value out of the reserve, pro rata below full cover; at the own till it stays there. */
function spend(net: Network, id: bigint, who: string, points: bigint, own = false): Leg {
  const b = brandOf(net, id)
  const lots = burn(net, b, who, points)
  demand(points > 0n && sum(lots) === points, 'not enough points')
  const par = (points * b.terms.rate) / 1000n
  if (own) return { id, points, value: par, lots }
  const value = min(par, (points * b.reserve) / (supplyOf(b) + points))
  demand(value > 0n, 'worth nothing')
  b.reserve -= value
  return { id, points, value, lots }
}

/** Gives some points of a leg back for their value, less what expired or rounds away. Returns the value that is used. */
function restore(net: Network, who: string, { id, lots }: Leg, points: bigint, value: bigint): bigint {
  const b = brandOf(net, id)
  const live = points === 0n ? [] : alive(scale(lots, points), net.now / EPOCH)
  const worth = live.length === 0 ? 0n : (value * sum(live)) / points
  const par = (worth * 1000n) / highest(b, 'rate')
  const covered = b.reserve * 1000n >= supplyOf(b) * highest(b, 'rate')
  const back = min(sum(live), covered ? par : b.reserve && (worth * supplyOf(b)) / b.reserve)
  if (back === 0n) return 0n
  give(net, b, who, scale(live, back))
  return worth
}

export const verbs = {
  deposit(net: Network, id: bigint, amount: bigint) {
    brandOf(net, id).reserve += amount
  },
  mint(net: Network, id: bigint, credits: [string, bigint][], returnWindow: bigint) {
    const b = brandOf(net, id)
    const last = b.never ? FOREVER : net.now / EPOCH + b.terms.life
    demand(credits.length > 0 && credits.every(([, points]) => points > 0n), 'no points')
    for (const [who, points] of credits) give(net, b, who, [{ last, points }])
    const closesAt = net.now + returnWindow
    b.batches.push(new Map(credits.map(([who, points]) => [who, { points, last, closesAt, reversed: 0n }])))
    demandCover(b)
  },
  reverse(net: Network, id: bigint, batch: number, who: string, total: bigint) {
    const credit = brandOf(net, id).batches[batch]?.get(who)
    demand(credit !== undefined && net.now <= credit.closesAt && total <= credit.points, 'not that credit')
    if (total > credit.reversed) burn(net, brandOf(net, id), who, total - credit.reversed, credit.last)
    credit.reversed = max(total, credit.reversed)
  },
  swap(net: Network, who: string, from: bigint, to: bigint, points: bigint, minOut: bigint) {
    demand(from !== to, 'same brand')
    const { value, lots } = spend(net, from, who, points)
    const b = brandOf(net, to)
    const out = (value * 10_000_000n) / (highest(b, 'rate') * (10_000n + highest(b, 'spreadBps')))
    demand(out > 0n && out >= minOut, 'too few points')
    const end = net.now / EPOCH + (b.never ? 4n : b.terms.life)
    const capped = (last: bigint): bigint => (b.never && last === FOREVER ? last : min(last, end))
    for (const { last, points } of scale(lots, out)) give(net, b, who, [{ last: capped(last), points }])
    b.reserve += value
  },
  donate(net: Network, who: string, id: bigint, cause: bigint, points: bigint) {
    net.causes.set(cause, (net.causes.get(cause) ?? 0n) + spend(net, id, who, points).value)
  },
  pay(net: Network, who: string, till: bigint, order: string, legs: [bigint, bigint][], minValue: bigint) {
    demand(legs.length > 0 && legs.every(([id], i) => i === 0 || id > (legs[i - 1]?.[0] ?? 0n)), 'legs not ascending')
    demand(!net.payments.has(`${till} ${who} ${order}`), 'order reference used')
    const spent: Leg[] = []
    for (const [id, points] of legs) {
      spent.push(spend(net, id, who, points, id === till))
      if (id !== till) brandOf(net, till).reserve += spent.at(-1)?.value ?? 0n
    }
    demand(spent.reduce((total, { value }) => total + value, 0n) >= minValue, 'worth too little')
    net.payments.set(`${till} ${who} ${order}`, { paidAt: net.now, share: 0n, legs: spent })
  },
  refund(net: Network, who: string, till: bigint, order: string, share: bigint) {
    const payment = net.payments.get(`${till} ${who} ${order}`)
    demand(payment !== undefined && share <= WHOLE, 'no such payment')
    if (share <= payment.share) return
    demand(net.now <= payment.paidAt + 90n * DAY, 'too late')
    for (const leg of payment.legs) {
      const [before, after] = [(leg.points * payment.share) / WHOLE, (leg.points * share) / WHOLE]
      const value = (leg.value * after) / leg.points - (leg.value * before) / leg.points
      const used = restore(net, who, leg, after - before, value)
      if (leg.id === till) continue
      brandOf(net, leg.id).reserve += used
      brandOf(net, till).reserve -= used
    }
    payment.share = share
    demandCover(brandOf(net, till))
  },
  redeem(net: Network, who: string, id: bigint, points: bigint) {
    spend(net, id, who, points, true)
  },
  transfer(net: Network, who: string, id: bigint, to: string, points: bigint) {
    const lots = burn(net, brandOf(net, id), who, points)
    demand(sum(lots) === points, 'not enough points')
    give(net, brandOf(net, id), to, lots)
  },
  announce(net: Network, id: bigint, terms: Terms) {
    const b = brandOf(net, id)
    demand(b.next === undefined, 'announcement pending')
    demand(terms.rate * 4n >= b.terms.rate * 3n && terms.rate * 4n <= b.terms.rate * 5n, 'too far')
    const changes = (Object.keys(terms) as (keyof Terms)[]).some((term) => terms[term] !== b.terms[term])
    demand(changes && terms.life >= b.terms.life, 'the same, or a shorter life')
    Object.assign(b, { next: terms, effectiveAt: net.now + 10n * DAY })
    demandCover(b)
  },
  cancel(net: Network, id: bigint) {
    const b = brandOf(net, id)
    const rises = (['rate', 'promisePercent', 'life'] as const).some((term) => highest(b, term) > b.terms[term])
    demand(b.next !== undefined && !rises, 'nothing announced, or a rise')
    b.next = undefined
  },
  sweep(net: Network, id: bigint, who: string) {
    give(net, brandOf(net, id), who, [])
  },
}

/**
 * The network as one would keep it on paper: brands, lots by the last epoch they live in, and what each verb does.
 * No lanes, no packed words, nothing shared with the contracts. Each verb throws where the contracts must revert.
 */
export const FOREVER = 1n << 64n
export const EPOCH = 180n * 86_400n
export const NOTICE = 10n * 86_400n

export type Terms = { rate: bigint; spreadBps: bigint; promisePercent: bigint; life: bigint }
export type Lots = Map<bigint, bigint>
export type Credit = { points: bigint; last: bigint; closesAt: bigint; reversed: bigint }
export type Brand = {
  reserve: bigint
  supply: bigint
  terms: Terms
  next: Terms | undefined
  effectiveAt: bigint
  never: boolean
  lots: Map<string, Lots>
  batches: Map<string, Credit>[]
}
export type Network = { now: bigint; brands: Map<bigint, Brand>; causes: Map<bigint, bigint>; orders: Set<string> }

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const sum = (lots: Lots): bigint => [...lots.values()].reduce((total, points) => total + points, 0n)
const oldestFirst = (lots: Lots): bigint[] => [...lots.keys()].toSorted((a, b) => (a < b ? -1 : 1))
const highest = (b: Brand, term: keyof Terms): bigint => max(b.terms[term], (b.next ?? b.terms)[term])

function demand(holds: boolean, because: string): asserts holds {
  if (!holds) throw new Error(because)
}

/** A brand with the terms of now in effect. */
export function brandOf(net: Network, id: bigint): Brand {
  const b = net.brands.get(id)
  demand(b !== undefined, 'unknown brand')
  if (b.next && net.now >= b.effectiveAt) Object.assign(b, { terms: b.next, next: undefined })
  return b
}

/** What a member holds now, after the expired was burnt. */
export function touch(net: Network, b: Brand, who: string): Lots {
  const lots = b.lots.get(who) ?? new Map<bigint, bigint>()
  b.lots.set(who, lots)
  for (const [last, points] of lots) {
    if (last >= net.now / EPOCH) continue
    lots.delete(last)
    b.supply -= points
  }
  return lots
}

function take(net: Network, b: Brand, who: string, points: bigint, order = oldestFirst): Lots {
  const [held, taken]: [Lots, Lots] = [touch(net, b, who), new Map()]
  for (const last of order(held)) {
    const part = min(points, held.get(last) ?? 0n)
    if (part === 0n) continue
    taken.set(last, part)
    held.set(last, (held.get(last) ?? 0n) - part)
    if (held.get(last) === 0n) held.delete(last)
    points -= part
  }
  return taken
}

function give(net: Network, b: Brand, who: string, lots: Lots): void {
  const held = touch(net, b, who)
  for (const [last, points] of lots) if (points > 0n) held.set(last, (held.get(last) ?? 0n) + points)
}

/** The same shares of another whole; what does not divide goes to the soonest-expiring lot. */
function scale(lots: Lots, out: bigint): Lots {
  const whole = sum(lots)
  const scaled: Lots = new Map([...lots].map(([last, points]) => [last, (points * out) / whole]))
  const soonest = oldestFirst(lots)[0] ?? 0n
  return scaled.set(soonest, (scaled.get(soonest) ?? 0n) + out - sum(scaled))
}

function cap(net: Network, b: Brand, lots: Lots): Lots {
  const [capped, epoch]: [Lots, bigint] = [new Map(), net.now / EPOCH]
  for (const [last, points] of lots) {
    const until = b.never ? (last === FOREVER ? last : min(last, epoch + 4n)) : min(last, epoch + b.terms.life)
    capped.set(until, (capped.get(until) ?? 0n) + points)
  }
  return capped
}

function demandCover(b: Brand): void {
  const promised = b.supply * highest(b, 'rate') * highest(b, 'promisePercent')
  demand(b.reserve * 100_000n >= promised, 'cover below promise')
}

/** Burns points and takes their value out of the reserve. */
function leave(net: Network, b: Brand, who: string, points: bigint): { value: bigint; lots: Lots } {
  const lots = take(net, b, who, points)
  demand(points > 0n && sum(lots) === points, 'not enough points')
  const value = min((points * b.terms.rate) / 1000n, (points * b.reserve) / b.supply)
  demand(value > 0n, 'worth nothing')
  b.supply -= points
  b.reserve -= value
  return { value, lots }
}

export const verbs = {
  deposit(net: Network, id: bigint, amount: bigint): void {
    brandOf(net, id).reserve += amount
  },
  mint(net: Network, id: bigint, credits: [string, bigint][], returnWindow: bigint): void {
    const b = brandOf(net, id)
    const last = b.never ? FOREVER : net.now / EPOCH + b.terms.life
    for (const [who, points] of credits) {
      demand(points > 0n, 'no points')
      give(net, b, who, new Map([[last, points]]))
      b.supply += points
    }
    const closesAt = net.now + returnWindow
    b.batches.push(new Map(credits.map(([who, points]) => [who, { points, last, closesAt, reversed: 0n }])))
    demandCover(b)
  },
  reverse(net: Network, id: bigint, batch: number, who: string, total: bigint): void {
    const b = brandOf(net, id)
    const credit = b.batches[batch]?.get(who)
    demand(credit !== undefined && net.now <= credit.closesAt && total <= credit.points, 'not that credit')
    if (total <= credit.reversed) return
    const younger = (lots: Lots): bigint[] => oldestFirst(lots).filter((last) => last >= credit.last)
    const older = (lots: Lots): bigint[] => oldestFirst(lots).filter((last) => last < credit.last)
    const order = (lots: Lots): bigint[] => [...younger(lots), ...older(lots).reverse()]
    b.supply -= sum(take(net, b, who, total - credit.reversed, order))
    credit.reversed = total
  },
  swap(net: Network, who: string, from: bigint, to: bigint, points: bigint, minOut: bigint): void {
    demand(from !== to, 'same brand')
    const { value, lots } = leave(net, brandOf(net, from), who, points)
    const b = brandOf(net, to)
    const out = (value * 10_000_000n) / (highest(b, 'rate') * (10_000n + highest(b, 'spreadBps')))
    demand(out > 0n && out >= minOut, 'too few points')
    give(net, b, who, cap(net, b, scale(lots, out)))
    b.supply += out
    b.reserve += value
  },
  donate(net: Network, who: string, id: bigint, cause: bigint, points: bigint): void {
    const { value } = leave(net, brandOf(net, id), who, points)
    net.causes.set(cause, (net.causes.get(cause) ?? 0n) + value)
  },
  pay(net: Network, who: string, till: bigint, order: string, legs: [bigint, bigint][], minValue: bigint): void {
    const ids = legs.map(([id]) => id)
    demand(legs.length > 0 && ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? 0n)), 'legs not ascending')
    demand(!net.orders.has(`${till} ${who} ${order}`), 'order reference used')
    net.orders.add(`${till} ${who} ${order}`)
    let paid = 0n
    for (const [id, points] of legs) {
      if (id === till) {
        verbs.redeem(net, who, id, points)
        paid += (points * brandOf(net, id).terms.rate) / 1000n
      } else {
        const { value } = leave(net, brandOf(net, id), who, points)
        brandOf(net, till).reserve += value
        paid += value
      }
    }
    demand(paid >= minValue, 'worth too little')
  },
  redeem(net: Network, who: string, id: bigint, points: bigint): void {
    const b = brandOf(net, id)
    demand(points > 0n && sum(take(net, b, who, points)) === points, 'not enough points')
    b.supply -= points
  },
  transfer(net: Network, who: string, id: bigint, to: string, points: bigint): void {
    const b = brandOf(net, id)
    const lots = take(net, b, who, points)
    demand(sum(lots) === points, 'not enough points')
    give(net, b, to, lots)
  },
  announce(net: Network, id: bigint, terms: Terms): void {
    const b = brandOf(net, id)
    demand(b.next === undefined, 'announcement pending')
    demand(terms.rate * 4n >= b.terms.rate * 3n && terms.rate * 4n <= b.terms.rate * 5n, 'too far')
    demand(terms.life >= b.terms.life, 'shorter life')
    demand(
      Object.keys(terms).some((term) => terms[term as keyof Terms] !== b.terms[term as keyof Terms]),
      'the same',
    )
    Object.assign(b, { next: terms, effectiveAt: net.now + NOTICE })
    demandCover(b)
  },
  cancel(net: Network, id: bigint): void {
    const b = brandOf(net, id)
    demand(b.next !== undefined, 'nothing announced')
    const rises = (['rate', 'promisePercent', 'life'] as const).some((term) => highest(b, term) > b.terms[term])
    demand(!rises, 'a rise stays')
    b.next = undefined
  },
  sweep(net: Network, id: bigint, who: string): void {
    touch(net, brandOf(net, id), who)
  },
}

/** Points that a member can use now; reading changes nothing. */
export function balanceOf(net: Network, id: bigint, who: string): bigint {
  const lots = net.brands.get(id)?.lots.get(who) ?? new Map<bigint, bigint>()
  return sum(new Map([...lots].filter(([last]) => last >= net.now / EPOCH)))
}

/** Does the verb to a copy: the network afterwards, or why it cannot be. */
export function attempt(net: Network, act: (net: Network) => void): Network | Error {
  const copy = structuredClone(net)
  try {
    act(copy)
    return copy
  } catch (reason) {
    if (reason instanceof Error) return reason
    throw reason
  }
}

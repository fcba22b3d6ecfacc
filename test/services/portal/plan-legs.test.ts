import { expect } from 'chai'
import { MOST_LEGS, coveredBy, fewest, planLegs } from '../../../web/features/pay/plan-legs.ts'
import { aBrand, aHolding } from './a-brand.ts'

/** A point is worth 10,000 µ at this rate: a cent. */
const soon = aHolding(aBrand({ id: 1 }), [
  { points: 5_000n, expiresAt: 100n },
  { points: 5_000n, expiresAt: 300n },
])
const later = aHolding(aBrand({ id: 2 }), [{ points: 10_000n, expiresAt: 200n }])
const never = aHolding(aBrand({ id: 3 }), [{ points: 10_000n, expiresAt: undefined }])

describe('planLegs', () => {
  it('takes what expires soonest first, lot by lot, and the fewest points that cover', () => {
    const legs = planLegs([never, later, soon], 1_200_000n)
    expect([...legs]).to.deep.equal([
      [1, 5_000n],
      [2, 7_000n],
    ])
    expect(coveredBy([soon, later, never], legs)).to.equal(1_200_000n)
  })

  it('takes points that never expire last', () => {
    expect(planLegs([never, later], 1_000_000n).get(3)).to.equal(undefined)
    expect(planLegs([never, later], 1_000_001n).get(3)).to.equal(1n)
  })

  it('pays no less than what is due where value is rounded down', () => {
    const odd = aHolding(aBrand({ id: 4, terms: { rate: 333n, spreadBps: 0, promisePercent: 100, life: 1 } }), [
      { points: 100_000n, expiresAt: 1n },
    ])
    const legs = planLegs([odd], 1_000n)
    expect(coveredBy([odd], legs) >= 1_000n).to.equal(true)
    expect(coveredBy([odd], new Map([[4, (legs.get(4) ?? 0n) - 1n]])) < 1_000n).to.equal(true)
  })

  it('counts a brand below full cover at its share', () => {
    const half = aHolding(aBrand({ id: 5, reserve: 50_000_000n, supply: 10n ** 6n }), [
      { points: 10_000n, expiresAt: 1n },
    ])
    expect(half.worth).to.equal(500_000n)
    expect(planLegs([half], 500_000n).get(5)).to.equal(10_000n)
  })

  it('combines at most eight brands, and turns to the most valuable where the soonest do not reach', () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      aHolding(aBrand({ id: index + 1 }), [{ points: BigInt((index + 1) * 100), expiresAt: BigInt(index) }]),
    )
    expect(planLegs(many, 300_000n).size <= MOST_LEGS).to.equal(true)
    const legs = planLegs(many, 520_000n)
    expect(legs.size).to.equal(MOST_LEGS)
    expect(legs.has(1)).to.equal(false)
    expect(coveredBy(many, legs)).to.equal(520_000n)
  })

  it('gives everything where that is not enough', () => {
    expect(coveredBy([soon], planLegs([soon], 10n ** 9n))).to.equal(soon.worth)
  })
})

describe('fewest', () => {
  it('covers what the other brands leave open', () => {
    expect(fewest([soon, later], new Map([[1, 5_000n]]), later, 600_000n)).to.equal(1_000n)
    expect(fewest([soon, later], new Map([[1, 10_000n]]), later, 600_000n)).to.equal(0n)
  })
})

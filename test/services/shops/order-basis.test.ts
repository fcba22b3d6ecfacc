import { strict as assert } from 'node:assert'
import { earnSale, type SaleRules } from '../../../loyalty/earn-sale.ts'
import { returnedValueDown } from '../../../loyalty/returned-value.ts'
import { generator } from '../random-orders.ts'
import { cents } from './deliver.ts'

const RULES: SaleRules = {
  rate: { numerator: 1n, denominator: 1n },
  excludedCategories: ['tobacco'],
  capPerOrder: undefined,
}

const line = (net: bigint, fields: { giftCard?: boolean; categories?: string[] } = {}) => {
  return { lineId: '1', net, giftCard: false, ...fields }
}

const basisOf = (lines: ReturnType<typeof line>[], tender = 0n) => earnSale(lines, tender, RULES).basis

describe('basis of an order', () => {
  it('is what its goods cost', () => {
    assert.equal(basisOf([line(cents(1_234)), line(cents(66))]), cents(1_300))
    assert.equal(basisOf([]), 0n)
  })

  it('leaves out gift cards and excluded categories, and no category of another name', () => {
    const lines = [line(cents(500), { giftCard: true }), line(cents(700), { categories: ['tea', 'tobacco'] })]
    assert.equal(basisOf([...lines, line(cents(100), { categories: ['Tobacco'] })]), cents(100))
  })

  it('leaves out what was paid with points, down to nothing', () => {
    assert.equal(basisOf([line(cents(1_000))], cents(999)), cents(1))
    assert.equal(basisOf([line(cents(1_000)), line(cents(9_000), { giftCard: true })], cents(1_001)), 0n)
  })

  it('is exact to the last unit, for sums that no float can hold', () => {
    const random = generator(77)
    for (let round = 0; round < 500; round++) {
      const lines = Array.from({ length: 1 + Number(random() % 9n) }, () =>
        line(random() * 1_000_003n, {
          giftCard: random() % 4n === 0n,
          ...(random() % 3n ? {} : { categories: ['tobacco'] }),
        }),
      )
      const tender = random() % 2n ? 0n : random() * 1_000n
      let expected = -tender
      for (const each of lines) if (!each.giftCard && !each.categories) expected += each.net
      assert.equal(basisOf(lines, tender), expected > 0n ? expected : 0n)
    }
  })

  it('falls by the share of the lines that came back, of what was paid with money', () => {
    const sale = { eligible: cents(10_000), basis: cents(6_000), total: cents(12_000) }
    const part = { whole: false, basis: undefined, lines: undefined, amount: 0n }
    assert.equal(returnedValueDown(sale, [{ ...part, lines: cents(5_000) }]), cents(3_000))
    assert.equal(returnedValueDown(sale, [{ ...part, amount: cents(6_000) }]), cents(3_000))
    assert.equal(returnedValueDown(sale, [{ ...part, basis: 0n, amount: cents(500) }]), 0n)
    assert.equal(returnedValueDown(sale, [{ ...part, whole: true }]), cents(6_000))
    assert.equal(
      returnedValueDown(sale, [
        { ...part, lines: cents(10_000) },
        { ...part, amount: cents(6_000) },
      ]),
      cents(6_000),
    )
  })
})

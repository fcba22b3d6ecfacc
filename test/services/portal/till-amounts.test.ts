import { expect } from 'chai'
import { dollarsUp, moneyText, parseMoney, splitTaxDown } from '../../../web/features/till/till-amounts.ts'
import { handOutDown, returnBody } from '../../../web/features/till/return-body.ts'

const EUR = 862_000n

describe('amounts of the till page', () => {
  it('read what is typed as money, and nothing else', () => {
    expect(['3', '3.5', '3,50', ' 12.34 ', '7.'].map(parseMoney)).to.deep.equal([
      3_000_000n,
      3_500_000n,
      3_500_000n,
      12_340_000n,
      7_000_000n,
    ])
    expect(parseMoney(' ')).to.equal('empty')
    for (const bad of ['-1', '1.234', '1e3', '1.000,50', 'x', '1234567890'])
      expect(parseMoney(bad), bad).to.equal('bad')
  })

  it('take the tax out of a price and lose nothing of it', () => {
    expect(splitTaxDown(12_000_000n, 2_000)).to.deep.equal({ net: 10_000_000n, tax: 2_000_000n })
    const { net, tax } = splitTaxDown(9_990_000n, 1_900)
    expect(net).to.equal(8_394_957n)
    expect(net + tax).to.equal(9_990_000n)
    expect(splitTaxDown(5n, 0)).to.deep.equal({ net: 5n, tax: 0n })
  })

  it('ask in dollars for no less than the amount is worth, up to a cent', () => {
    for (const amount of [1n, 10_000n, 1_180_000n, 14_810_000n, 999_999_990_000n]) {
      const value = dollarsUp(amount, EUR)
      expect(value % 10_000n, moneyText(amount)).to.equal(0n)
      expect((value * EUR) / 1_000_000n >= amount, moneyText(amount)).to.equal(true)
      expect(((value - 10_000n) * EUR) / 1_000_000n < amount, moneyText(amount)).to.equal(true)
    }
  })
})

describe('a return at the till page', () => {
  const line = { id: '2', name: 'Tent', price: 10_000_000n, quantity: 2, giftCard: false }
  const receipt = { order: 'a-1', at: '2026-11-22T10:00:00Z', currency: 'USD' as const, lines: [line] }

  it('names lines with what they cost without tax, and the price of all of it', () => {
    const lines = [{ ...line, quantity: 1 }]
    expect(returnBody('r', 'a-1', { kind: 'lines', lines }, 2_500)).to.deep.equal({
      ...{ return: 'r', order: 'a-1', amount: '10.00' },
      lines: [{ id: '2', quantity: '1', net: '8.00' }],
    })
    expect(returnBody('r', 'a-1', { kind: 'full' }, 0)).to.deep.equal({ return: 'r', order: 'a-1', full: true })
  })

  it('hands out no money for what points paid', () => {
    expect(handOutDown(20_000_000n, { ...receipt, tender: 5_000_000n })).to.equal(15_000_000n)
    expect(handOutDown(10_000_000n, { ...receipt, tender: 5_000_000n })).to.equal(7_500_000n)
    expect(handOutDown(10_000_000n, { ...receipt, tender: 0n })).to.equal(10_000_000n)
  })
})

import { expect } from 'chai'
import { decodeCredit, encodeCredit, runsOf, sortCredits } from '../../chain/codec/credits.ts'
import { AmountError } from '../../chain/codec/decimal.ts'
import { decodeLots, expiryOf, sumOfLots } from '../../chain/codec/lots.ts'
import { formatMoney, parseMoney } from '../../chain/codec/money.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { formatPoints, parsePoints } from '../../chain/codec/points.ts'
import { formatRate, parseRate } from '../../chain/codec/rate.ts'
import { bitsFromRoles, rolesFromBits } from '../../chain/codec/roles.ts'
import { formatShare, parseShare } from '../../chain/codec/share.ts'
import { formatTime } from '../../chain/codec/time.ts'

describe('amounts as text', () => {
  it('are exact in both directions', () => {
    expect(parsePoints('12.5')).to.equal(1_250n)
    expect(formatPoints(1_250n)).to.equal('12.50')
    expect(formatPoints(-5n)).to.equal('-0.05')
    expect(parseMoney('1.000001')).to.equal(1_000_001n)
    expect(formatMoney(1_250_000n)).to.equal('1.25')
    expect(formatMoney(1n)).to.equal('0.000001')
    expect(parsePoints('123456789012345678901234567890.12')).to.equal(12345678901234567890123456789012n)
  })

  it('are refused where they are not plain decimals or too fine', () => {
    for (const text of ['', ' 1', '1 ', '-1', '+1', '1e3', '1,000', '0x10', '.5', '5.', '1.2.3', 'NaN', '1.005', '١']) {
      expect(() => parsePoints(text), text).to.throw(AmountError)
    }
  })

  it('turn USD per point into nano-USD per 0.01 point and back', () => {
    expect(parseRate('0.1')).to.equal(1_000_000n)
    expect(formatRate(1_000_000n)).to.equal('0.10')
    expect(formatRate(parseRate('0.0000001'))).to.equal('0.0000001')
  })

  it('turn percent into shares of 10^18 and back', () => {
    expect(parseShare('100')).to.equal(10n ** 18n)
    expect(formatShare(parseShare('33.3333333333333333'))).to.equal('33.3333333333333333')
  })
})

describe('lots words', () => {
  const word = (115n << 240n) | 250n | (70n << 80n) | (3n << 200n)

  it('say how many points live until which epoch', () => {
    const aging = [
      { points: 250n, lastEpoch: 115n },
      { points: 70n, lastEpoch: 117n },
      { points: 3n, lastEpoch: 120n },
    ]
    expect(decodeLots(word, { permanent: false })).to.deep.equal(aging)
    expect(decodeLots(word, { permanent: true }).at(-1)).to.deep.equal({ points: 3n, lastEpoch: null })
    expect(sumOfLots(word)).to.equal(323n)
  })

  it('expire when the epoch after their last begins', () => {
    expect(expiryOf(1n, { origin: 100n, length: 10n })).to.equal(120n)
  })
})

describe('credits of a batch', () => {
  const member = '0x00000000000000000000000000000000000000AA'

  it('carry an address and points in one word', () => {
    const word = encodeCredit({ member, points: 700n })
    expect(decodeCredit(word)).to.deep.equal({ member, points: 700n })
    expect(BigInt(word)).to.equal((0xaan << 96n) | 700n)
  })

  it('are sorted by address and cut into runs of 32', () => {
    const credits = Array.from(
      { length: 70 },
      (_, index) => ({ member: `0x${(70 - index).toString(16).padStart(40, '0')}`, points: 1n }) as const,
    )
    const words = sortCredits(credits).map(encodeCredit)
    expect(words).to.deep.equal(words.toSorted())
    expect(runsOf(words).map(({ length }) => length)).to.deep.equal([32, 32, 6])
  })
})

describe('other codecs', () => {
  it('keep roles as bits', () => {
    expect(bitsFromRoles(['owner', 'treasurer'])).to.equal(9)
    expect(rolesFromBits(9)).to.deep.equal(['owner', 'treasurer'])
  })

  it('hash order references that are not 32 bytes already', () => {
    const given = `0x${'ab'.repeat(32)}`
    expect(orderReferenceOf(given)).to.equal(given)
    expect(orderReferenceOf('order-17')).to.match(/^0x[0-9a-f]{64}$/)
  })

  it('print chain time in UTC', () => {
    expect(formatTime(0n)).to.equal('1970-01-01T00:00:00Z')
  })
})

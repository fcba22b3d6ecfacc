import { strict as assert } from 'node:assert'
import { currencyExponent, stripeExponent } from '../../../service/shops/currency-exponent.ts'
import { UnreadableDelivery } from '../../../service/shops/delivery-error.ts'
import { parseExactJson } from '../../../service/shops/exact-json.ts'
import { microNearest, microOfMinor } from '../../../service/shops/micro.ts'
import type { SaleLine } from '../../../service/shops/shop-event.ts'
import { spreadDiscountDown } from '../../../service/shops/spread-discount.ts'
import { utcOf, utcOfGmt, utcOfSeconds } from '../../../service/shops/utc.ts'
import { generator } from '../random-orders.ts'
import { bytes } from './deliver.ts'

const unreadable = (act: () => unknown) => assert.throws(act, UnreadableDelivery)

describe('figures of shops', () => {
  it('keeps every number as its own text, above 2^53 and with all its decimals', () => {
    const text =
      '{"id":820982911946154508,"list":[9007199254740993,-0.10,1e3],"nested":{"price":0.1000000000000000055}}'
    assert.deepEqual(parseExactJson(bytes(text)), {
      id: '820982911946154508',
      list: ['9007199254740993', '-0.10', '1e3'],
      nested: { price: '0.1000000000000000055' },
    })
  })

  it('refuses what is no JSON or no UTF-8, and quotes nothing of it', () => {
    for (const body of [bytes('{"email":"jane@example.com"'), new Uint8Array([0x22, 0xff, 0x22]), bytes('')]) {
      assert.throws(
        () => parseExactJson(body),
        (error) =>
          error instanceof UnreadableDelivery && !JSON.stringify([error.message, error.cause]).includes('jane'),
      )
    }
    unreadable(() => parseExactJson(bytes('['.repeat(500_000) + ']'.repeat(500_000))))
  })

  it('reads decimal text exactly to six decimals', () => {
    const cases: [string, bigint][] = [
      ['0', 0n],
      ['195.66', 195_660_000n],
      ['-10.00', -10_000_000n],
      ['0.000001', 1n],
      ['999999999999.999999', 999_999_999_999_999_999n],
      ['12.', -1n],
    ]
    for (const [text, micro] of cases) {
      if (micro === -1n) unreadable(() => microNearest(text))
      else assert.equal(microNearest(text), micro)
    }
  })

  it('rounds what is finer than that to the nearest, as of a float written out', () => {
    assert.equal(microNearest('414.95000000000005'), 414_950_000n)
    assert.equal(microNearest('0.30000049999'), 300_000n)
    assert.equal(microNearest('0.3000005'), 300_001n)
    assert.equal(microNearest('-0.3000005'), -300_001n)
  })

  it('refuses what is no plain decimal number, or too large', () => {
    for (const text of ['', ' 1', '1e3', '1,00', '0x10', 'NaN', '.5', '1000000000000', `1.${'0'.repeat(41)}`]) {
      unreadable(() => microNearest(text))
    }
  })

  it('reads minor units by the exponent of ISO 4217', () => {
    const one = (code: string, minor: string) => microOfMinor(minor, currencyExponent(code))
    assert.equal(one('EUR', '1234'), 12_340_000n)
    assert.equal(one('JPY', '1234'), 1_234_000_000n)
    assert.equal(one('KWD', '1234'), 1_234_000n)
    assert.equal(one('CLF', '12345'), 1_234_500n)
    assert.equal(one('EUR', '-5'), -50_000n)
    unreadable(() => one('EUR', '1.5'))
    unreadable(() => one('EUR', '1e3'))
    unreadable(() => one('EUR', '9999999999999'))
  })

  it("reads Stripe's own decimals where they differ", () => {
    assert.deepEqual(
      ['JPY', 'MGA', 'ISK', 'UGX', 'KWD', 'USD'].map((code) => stripeExponent(code)),
      [0, 0, 2, 2, 3, 2],
    )
    assert.equal(currencyExponent('MGA'), 2)
    assert.equal(currencyExponent('ISK'), 0)
  })

  it('reads times with their zone, and those that mean UTC without saying so, wherever it runs', () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/New_York'
    try {
      assert.equal(new Date('2024-01-15T10:30:05').toISOString(), '2024-01-15T15:30:05.000Z')
      assert.equal(utcOfGmt('2024-01-15 10:30:05'), '2024-01-15T10:30:05.000Z')
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
    assert.equal(utcOf('2025-01-23T23:10:14-05:00'), '2025-01-24T04:10:14.000Z')
    assert.equal(utcOf('2020-02-06T22:14:16.421Z'), '2020-02-06T22:14:16.421Z')
    assert.equal(utcOfGmt('2024-01-15T10:30:05'), '2024-01-15T10:30:05.000Z')
    assert.equal(utcOfGmt('2024-01-15T10:30:05+02:00'), '2024-01-15T08:30:05.000Z')
    assert.equal(utcOfSeconds('1700000000'), '2023-11-14T22:13:20.000Z')
    for (const text of ['2024-01-15T10:30:05', '2024-13-40T10:30:05Z', 'today', '']) unreadable(() => utcOf(text))
    unreadable(() => utcOfSeconds('1700000000000'))
  })

  it('spreads a discount over lines: to the last unit, and no line below zero', () => {
    const random = generator(4_711)
    for (let round = 0; round < 2_000; round++) {
      const lines = Array.from({ length: 1 + Number(random() % 6n) }, (_, i) => line(`${i}`, random() % 1_000n))
      const total = sum(lines)
      const discount = (random() % 2_000n) - 100n
      const spread = spreadDiscountDown(lines, discount)
      const expected = discount < 0n ? 0n : discount < total ? discount : total
      assert.equal(total - sum(spread), expected)
      assert.ok(spread.every(({ net }, i) => net >= 0n && net <= lines[i]!.net))
    }
  })
})

function line(lineId: string, net: bigint): SaleLine {
  return { lineId, quantity: '1', net, tax: 0n, giftCard: false }
}

function sum(lines: readonly SaleLine[]): bigint {
  return lines.reduce((total, { net }) => total + net, 0n)
}

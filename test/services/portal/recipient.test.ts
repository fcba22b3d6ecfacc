import { expect } from 'chai'
import { readPaymentRequest } from '../../../web/features/pay/payment-request.ts'
import { readRecipient } from '../../../web/features/send/recipient.ts'

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('readRecipient', () => {
  for (const text of [
    address,
    ` ${address} `,
    address.toLowerCase(),
    `ethereum:${address}`,
    `ethereum:${address}@10`,
    `https://portal.example/send#to=${address}`,
  ]) {
    it(`finds the address in ${text}`, () => expect(readRecipient(text)).to.deep.equal({ address }))
  }

  it('tells a wrong letter from what is no address at all', () => {
    expect(readRecipient(address.replace('5aA', '5AA'))).to.deep.equal({ fault: 'badChecksum' })
    for (const text of [
      '0x1234',
      'ada@example.org',
      `${address}00`,
      `pay ${address} now`,
      `https://a.example/?x=${address}`,
    ]) {
      expect(readRecipient(text), text).to.deep.equal({ fault: 'badAddress' })
    }
  })

  it('says nothing of nothing', () => expect(readRecipient('  ')).to.equal(undefined))
})

describe('readPaymentRequest', () => {
  it('reads brand, amount in µ and order', () => {
    expect(readPaymentRequest({ brand: 'fernway', amount: '1500000', order: ' A-1 ' })).to.deep.equal({
      brand: 'fernway',
      amount: 1_500_000n,
      order: 'A-1',
    })
  })

  it('is none without any of them', () => expect(readPaymentRequest({ utm: 'x' })).to.equal(undefined))

  it('refuses what is not as it should be', () => {
    const good = { brand: 'fernway', amount: '1500000', order: 'A-1' }
    for (const wrong of [
      { brand: 'Fernway!' },
      { brand: undefined },
      { amount: '0' },
      { amount: '1.5' },
      { amount: '-1' },
      { amount: '1e6' },
      { order: '' },
      { order: 'x'.repeat(81) },
      { order: ['a', 'b'] },
    ]) {
      expect(readPaymentRequest({ ...good, ...wrong }), JSON.stringify(wrong)).to.equal('bad')
    }
  })
})

import { expect } from 'chai'
import { checkNumber } from '../../../web/features/safety/check-number.ts'

const key = (last: string) => ({ x: `0x${last.padStart(64, '0')}`, y: `0x${'1'.padStart(64, '0')}` }) as const

describe('the number two devices compare', () => {
  it('has twelve digits, the same for the same key and others for another', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => checkNumber(key(index.toString(16))))
    for (const number of numbers) expect(number).to.match(/^\d{3} \d{3} \d{3} \d{3}$/)
    expect(new Set(numbers).size).to.equal(200)
    expect(checkNumber(key('7'))).to.equal(numbers[7])
  })
})

import { expect } from 'chai'
import { refusedTooMany } from '../../../web/server/rate-limit.ts'
import { visitorNetwork } from '../../../web/server/visitor-network.ts'

const from = (address: string): Request => new Request('http://x', { headers: { 'x-forwarded-for': address } })

describe('what limits count by', () => {
  it('is an address, or the /64 of a household', () => {
    expect(visitorNetwork('203.0.113.7')).to.equal('203.0.113.7')
    expect(visitorNetwork('::ffff:203.0.113.7')).to.equal('203.0.113.7')
    expect(visitorNetwork('2001:db8:1:2::1')).to.equal('2001:db8:1:2::/64')
    expect(visitorNetwork('2001:DB8:0001:2:a:b:c:d')).to.equal('2001:db8:1:2::/64')
    expect(visitorNetwork('fe80::1%eth0')).to.equal('fe80:0:0:0::/64')
    expect(visitorNetwork('::1')).to.equal('0:0:0:0::/64')
    expect(visitorNetwork('unknown')).to.equal('unknown')
  })

  it('cannot be multiplied by taking another address of the same /64', async () => {
    const refused: number[] = []
    for (let i = 0; i < 31; i += 1) {
      const answer = await refusedTooMany(from(`2001:db8:7:7::${i.toString(16)}`), 'enter')
      if (answer) refused.push(answer.status)
    }
    expect(refused).to.deep.equal([429])
    expect(await refusedTooMany(from('2001:db8:7:8::1'), 'enter')).to.equal(undefined)
  })
})

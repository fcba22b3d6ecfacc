import { expect } from 'chai'
import { readClaimLink } from '../../../web/features/claim/claim-link.ts'

const key = 'ab'.repeat(32)

describe('a claim link', () => {
  it('names a brand and a key, or several', () => {
    expect(readClaimLink(`#1.${key},12.${key}`)).to.deep.equal([
      { brandId: 1, privateKey: `0x${key}` },
      { brandId: 12, privateKey: `0x${key}` },
    ])
  })

  it('is refused whole where a part of it is broken', () => {
    for (const broken of ['', '#', `#0.${key}`, `#1.${key},`, `#1.${key.slice(1)}`, `#x.${key}`]) {
      expect(readClaimLink(broken), broken).to.equal(undefined)
    }
  })
})

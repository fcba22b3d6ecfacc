import { expect } from 'chai'
import { HttpRequestError } from 'viem'
import { ChainError } from '../../../chain/errors/chain-error.ts'
import { toRefusal } from '../../../web/server/refusal-of.ts'

describe('toRefusal', () => {
  it('says why the chain refused', () => {
    const { code, sentence } = toRefusal(new ChainError('BrandPaused', { sentence: 'The brand is paused.' }))
    expect({ code, sentence }).to.deep.equal({ code: 'BrandPaused', sentence: 'The brand is paused.' })
  })

  it('tells nobody where a chain was looked for that did not answer', () => {
    const unreachable = new HttpRequestError({ url: 'https://node.example/secret' })
    expect(() => toRefusal(unreachable)).to.throw(ChainError)
  })
})

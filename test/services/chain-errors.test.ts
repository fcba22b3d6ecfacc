import { expect } from 'chai'
import { type Abi, type AbiParameter, encodeErrorResult, zeroAddress, zeroHash } from 'viem'
import { type AbiError, errorAbi } from '../../chain/errors/error-abi.ts'
import { fromRevertData } from '../../chain/errors/as-chain-error.ts'
import { sentences } from '../../chain/errors/sentences.ts'

/** Some value of a type. */
function valueOf({ type, ...parameter }: AbiParameter): unknown {
  if (type === 'tuple') {
    const { components } = parameter as { components: AbiParameter[] }
    return Object.fromEntries(components.map((part) => [part.name ?? '', valueOf(part)]))
  }
  if (type === 'address') return zeroAddress
  if (type === 'bool') return true
  if (type === 'string') return 'text'
  if (type.startsWith('bytes')) return type === 'bytes' ? '0x' : zeroHash.slice(0, 2 + 2 * Number(type.slice(5)))
  return Number(/\d+$/.exec(type)?.[0] ?? 256) > 48 ? 1_000n : 2
}

const name = (error: AbiError): string => error.name

describe('errors of the contracts', () => {
  it('all have a sentence', () => {
    expect(errorAbi.map(name).filter((each) => sentences[each] === undefined)).to.deep.equal([])
    expect(errorAbi.length).to.be.greaterThan(80)
  })

  it('have no sentence left over', () => {
    const known = new Set([...errorAbi.map(name), 'Panic', 'Error'])
    expect(Object.keys(sentences).filter((each) => !known.has(each))).to.deep.equal([])
  })

  for (const error of errorAbi) {
    it(`${error.name} reads as a sentence and says what to do`, () => {
      const args = error.inputs.map(valueOf)
      const data = encodeErrorResult({ abi: [error] as unknown as Abi, errorName: error.name, args })
      const { code, message, hint } = fromRevertData(data)
      expect(code).to.equal(error.name)
      expect(message).to.match(/^\S.*\.$/)
      expect(message).not.to.match(/undefined|NaN|\[object/)
      expect(hint).to.match(/[.!]$|[A-Z`]/)
    })
  }

  it('are told as they are where nobody knows them', () => {
    expect(fromRevertData('0x12345678').message).to.equal('The contract refused with 0x12345678.')
    expect(fromRevertData('0x').message).to.equal('The contract refused without a reason.')
  })
})

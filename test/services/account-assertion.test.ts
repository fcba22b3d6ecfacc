import { createPrivateKey, createSign } from 'node:crypto'
import { expect } from 'chai'
import {
  bytesToHex,
  concat,
  decodeAbiParameters,
  type Hex,
  hexToBytes,
  keccak256,
  parseAbiParameters,
  sha256,
  size,
} from 'viem'
import { type Assertion, encodeAssertion, readAssertion } from '../../chain/account/assertion.ts'
import { toClientData } from '../../chain/account/client-data.ts'
import { readDerSignature } from '../../chain/account/der-signature.ts'
import { isAssertionOf } from '../../chain/account/is-assertion-of.ts'
import { keysInBoth, recoverKeys } from '../../chain/account/recover-keys.ts'
import { type Changes, makePasskey, ORDER, ORIGIN, RP_ID } from '../contracts/account/helpers/passkey.ts'

const phone = makePasskey('phone')
const challenge = keccak256('0x01')
/** PKCS#8 around a bare P-256 private key. */
const PKCS8 = '0x3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420'

/** What a browser hands over: DER, and s as it came. */
function browserAnswer(seed: number) {
  const { authenticatorData, clientDataJson } = phone.assert(keccak256(bytesToHex(Uint8Array.of(seed))))
  const key = createPrivateKey({
    key: Buffer.from(hexToBytes(concat([PKCS8, bytesToHex(phone.secret)]))),
    format: 'der',
    type: 'pkcs8',
  })
  const client = new TextEncoder().encode(clientDataJson)
  const signed = concat([authenticatorData, sha256(client)])

  return {
    authenticatorData: hexToBytes(authenticatorData),
    clientDataJSON: client,
    signature: createSign('sha256').update(hexToBytes(signed)).sign(key),
  }
}

describe('assertions of passkeys', () => {
  it('are read from what the browser hands over, s in the lower half', () => {
    for (let seed = 0; seed < 40; seed++) {
      const answer = browserAnswer(seed)
      const { s: whole } = readDerSignature(answer.signature)
      const assertion = readAssertion(answer)

      expect(assertion.s <= ORDER / 2n).to.equal(true)
      expect([whole, ORDER - whole]).to.include(assertion.s)
      expect(recoverKeys(assertion)).to.deep.include(phone.key)
    }
  })

  it('are read as ArrayBuffers too', () => {
    const { authenticatorData, clientDataJSON, signature } = browserAnswer(1)
    const whole = readAssertion({ authenticatorData, clientDataJSON, signature })

    const { buffer } = authenticatorData.slice()
    expect(
      readAssertion({ authenticatorData: buffer, clientDataJSON: clientDataJSON.slice().buffer, signature }),
    ).to.deep.equal(whole)
  })

  it('are encoded as the contract reads them', () => {
    const assertion = phone.assert(challenge, { origin: 'http://lö.localhost' })
    const fields = parseAbiParameters('bytes32, bytes32, uint256, uint256, bytes, string')

    const [r, s, challengeIndex, typeIndex, data, client] = decodeAbiParameters(fields, encodeAssertion(assertion))

    expect([BigInt(r), BigInt(s), data, client]).to.deep.equal([
      assertion.r,
      assertion.s,
      assertion.authenticatorData,
      assertion.clientDataJson,
    ])
    expect(client.slice(Number(typeIndex))).to.match(/^"type":"webauthn.get"/)
    expect(client.slice(Number(challengeIndex))).to.match(/^"challenge":"/)
  })

  it('are refused without a challenge or of another type', () => {
    for (const clientDataJson of ['{"type":"webauthn.get"}', '{"type":"webauthn.create","challenge":"AA"}']) {
      expect(() => encodeAssertion({ ...phone.assert(challenge), clientDataJson })).to.throw(/Try again/)
    }
  })

  it('count their indices in bytes', () => {
    const clientDataJson = '{"origin":"http://ü","type":"webauthn.get","challenge":"AA"}'
    const encoded = encodeAssertion({ ...phone.assert(challenge), clientDataJson })

    expect(BigInt(`0x${encoded.slice(2 + 3 * 64, 2 + 4 * 64)}`)).to.equal(BigInt(clientDataJson.indexOf('"type"') + 1))
  })
})

describe('readDerSignature', () => {
  const der = (hex: string) => readDerSignature(hexToBytes(`0x${hex}`))

  it('reads both numbers, with and without a leading zero', () => {
    expect(der('3006020101020102')).to.deep.equal({ r: 1n, s: 2n })
    expect(der('300702020080020102')).to.deep.equal({ r: 128n, s: 2n })
  })

  it('refuses what is cut off, longer than it says, or something else', () => {
    for (const bad of [
      '',
      '30',
      '3006020101',
      '3106020101020102',
      '300602010102010200',
      '3006030101020102',
      '3006020101020002',
      '3005020101020102',
      '300602010102',
    ]) {
      expect(() => der(bad), bad).to.throw(/cannot be read/)
    }
  })
})

describe('recoverKeys', () => {
  it('yields two keys, the true one among them', () => {
    for (const label of ['a', 'b', 'c', 'd']) {
      const passkey = makePasskey(label)
      const keys = recoverKeys(passkey.assert(challenge))

      expect(keys).to.have.length(2)
      expect(keys).to.deep.include(passkey.key)
      for (const { x, y } of keys) expect([size(x), size(y)]).to.deep.equal([32, 32])
    }
  })

  it('leaves one key after two assertions', () => {
    const [first, second] = [phone.assert(challenge), phone.assert(keccak256(challenge))]

    expect(keysInBoth(recoverKeys(first), recoverKeys(second))).to.deep.equal([phone.key])
    expect(keysInBoth(recoverKeys(first), recoverKeys(makePasskey('b').assert(challenge)))).to.deep.equal([])
  })

  it('yields none for what no key made', () => {
    expect(recoverKeys({ ...phone.assert(challenge), r: 0n })).to.deep.equal([])
    expect(recoverKeys({ ...phone.assert(challenge), r: ORDER })).to.deep.equal([])
  })
})

describe('isAssertionOf', () => {
  const check = (assertion: Assertion, changes: object = {}) =>
    isAssertionOf({ assertion, key: phone.key, challenge, origin: ORIGIN, rpId: RP_ID, ...changes })
  const made = (changes: Changes) => check(phone.assert(challenge, changes))

  it('takes what the passkey made for this challenge, here', () => {
    expect(made({})).to.equal(true)
    expect(made({ flags: 0b1_1101 })).to.equal(true)
    expect(check(phone.assert(challenge), { challenge: challenge.toUpperCase().replace('0X', '0x') })).to.equal(true)
  })

  it('refuses another key, challenge, place, purpose, and a user who was not verified', () => {
    const assertion = phone.assert(challenge)
    const crossOrigin = assertion.clientDataJson.replace('false', 'true')

    expect(check(assertion, { key: makePasskey('b').key })).to.equal(false)
    expect(check(assertion, { challenge: keccak256(challenge) })).to.equal(false)
    expect(check(assertion, { origin: 'http://localhost:3001' })).to.equal(false)
    expect(check(assertion, { rpId: 'example.org' })).to.equal(false)
    expect(made({ type: 'webauthn.create' })).to.equal(false)
    expect(made({ flags: 1 })).to.equal(false)
    expect(made({ flags: 4 })).to.equal(false)
    expect(made({ clientDataJson: crossOrigin })).to.equal(false)
    expect(check({ ...assertion, authenticatorData: '0x' })).to.equal(false)
    expect(check({ ...assertion, clientDataJson: `${assertion.clientDataJson} ` })).to.equal(false)
  })
})

describe('toClientData', () => {
  it('reads what a browser says, and nothing else', () => {
    const text = '{"type":"webauthn.get","challenge":"AAE","origin":"http://localhost"}'

    expect(toClientData(text)).to.deep.equal({
      type: 'webauthn.get',
      challenge: '0x0001' as Hex,
      origin: 'http://localhost',
      crossOrigin: false,
    })
    for (const bad of [
      '',
      '{',
      '[]',
      text.replace('AAE', 'A A'),
      text.replace('AAE', 'A'),
      text.replace('"type"', '"kind"'),
    ]) {
      expect(toClientData(bad), bad).to.equal(undefined)
    }
  })
})

import { deflateRawSync } from 'node:zlib'
import { expect } from 'chai'
import { create } from 'qrcode'
import { keccak256, toHex } from 'viem'
import { signAccountIntent } from '../../../chain/account/sign-account-intent.ts'
import { readBase45, writeBase45 } from '../../../web/features/pay/base45.ts'
import {
  type SignedPayment,
  isSignedCode,
  readSignedCode,
  writeSignedCode,
} from '../../../web/features/pay/signed-code.ts'
import { softwarePasskey } from '../relay/software-passkey.ts'

const HUB = '0x874057Da20De7396aB39C5e8A8b82FD8332E5600'
const MEMBER = '0x1C95063933836C8ee5edA0b5cf7876e77442AEb1'
const ENCODER = new TextEncoder()

/** A payment by a real passkey signature, with points of so many brands. */
async function aPayment(brands: number): Promise<SignedPayment> {
  const passkey = softwarePasskey()
  const legs = Array.from({ length: brands }, (_, index) => ({ brandId: index + 1, points: 123_456n + BigInt(index) }))
  const { payload, signature } = await signAccountIntent(passkey.signer, {
    verb: 'Pay',
    message: {
      ...{ brandId: 3, orderReference: keccak256(toHex('HS-1042.4gk7')), legs, minValue: 1_500_000n },
      ...{ member: MEMBER, nonce: 127n, deadline: 1_794_000_000n },
    },
    domain: { name: 'ClearingHub', version: '1', chainId: 31_337, verifyingContract: HUB },
    account: MEMBER,
  })
  return { intent: { verb: 'Pay', payload, signature }, account: { x: passkey.key.x, y: passkey.key.y } }
}

describe('the signed code', () => {
  it('says the same to the till as was signed, with and without the key of the account', async () => {
    const { intent, account } = await aPayment(2)
    for (const payment of [{ intent, ...(account ? { account } : {}) }, { intent }]) {
      const text = await writeSignedCode(payment)
      expect(isSignedCode(text)).to.equal(true)
      expect(await readSignedCode(` ${text}\n`)).to.deep.equal(payment)
    }
  })

  it('is small enough for a camera, also with points of eight brands', async () => {
    const sizes = await Promise.all(
      [1, 2, 8].map(async (brands) => {
        const text = await writeSignedCode(await aPayment(brands))
        return create(text, { errorCorrectionLevel: 'L' }).modules.size
      }),
    )
    expect(Math.max(...sizes), sizes.join()).to.be.lessThan(97)
  })

  it('is nothing where it is cut off, damaged or somebody else’s', async () => {
    const text = await writeSignedCode(await aPayment(1))
    const other = ['', 'OPENPOINTS1:', 'OPENPOINTS1:.', 'https://portal.example/pay?order=1', text.slice(0, -1)]
    const halves = [`${text.slice(0, text.length >> 1)}.`, text.replace('OPENPOINTS1:', 'OPENPOINTS1:?')]
    for (const wrong of [...other, ...halves]) expect(await readSignedCode(wrong), wrong).to.equal(undefined)
  })

  it('is nothing where a few bytes would become many', async () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(1 << 20)))
    expect(await readSignedCode(`OPENPOINTS1:${writeBase45(bomb)}.`)).to.equal(undefined)
  })
})

describe('base45', () => {
  it('writes the examples of RFC 9285 and reads them back', () => {
    const examples = { AB: 'BB8', 'Hello!!': '%69 VD92EX0', 'base-45': 'UJCLQE7W581', 'ietf!': 'QED8WEX0' }
    for (const [plain, text] of Object.entries(examples)) {
      expect(writeBase45(ENCODER.encode(plain))).to.equal(text)
      expect(readBase45(text)).to.deep.equal(ENCODER.encode(plain))
    }
  })

  it('reads no text of a wrong length, letter or value', () => {
    for (const wrong of ['A', 'abc', 'BB8Q', 'GGW', '::']) expect(readBase45(wrong), wrong).to.equal(undefined)
  })
})

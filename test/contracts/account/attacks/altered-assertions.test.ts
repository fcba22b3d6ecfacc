import { expect } from 'chai'
import { hashTypedData, type Hex } from 'viem'
import { type Assertion, encodeAssertion } from '../../../../chain/account/assertion.ts'
import { points } from '../../helpers/units.ts'
import { type AccountWorld, accountWorld, carry, signCalls, signTransfer } from '../helpers/account-world.ts'
import { type Changes, ORDER } from '../helpers/passkey.ts'

const base64url = (hex: Hex): string => Buffer.from(hex.slice(2), 'hex').toString('base64url')

describe('Attack: altered assertions', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  /** Neither the hub nor the account itself takes what a passkey, or somebody who plays one, made of a challenge. */
  async function expectRefused(make: (challenge: Hex) => Assertion, encode = encodeAssertion) {
    const { hub, relay, mira, cafe } = world
    const signer = {
      slot: 0,
      sign: (data: Parameters<typeof hashTypedData>[0]) => Promise.resolve(encode(make(hashTypedData(data)))),
    }
    const operation = await signCalls(world, mira, signer as never, [])

    await hub.connect(relay).execute([await signTransfer(world, mira, signer as never)])
    expect(await cafe.token.balanceOf(mira.address)).to.equal(points('100'))
    await expect(carry(world, operation)).to.revert(world.ethers)
  }

  const withChanges = (changes: Changes) => expectRefused((challenge) => world.phone.assert(challenge, changes))

  it('with a high s: the same assertion never has two forms', async () => {
    await withChanges({ highS: true })
  })

  it('with the user not verified, or not present', async () => {
    for (const flags of [0, 1, 4]) await withChanges({ flags })
  })

  it('backed up, though the passkey cannot be', async () => {
    await withChanges({ flags: 0b1_0101 })
  })

  it('made at a registration, or for anything but signing', async () => {
    const { phone } = world
    for (const type of ['webauthn.create', 'payment.get', 'webauthn.get2']) {
      await expectRefused(
        (challenge) => phone.assert(challenge, { type }),
        (assertion) => encodeLoosely(assertion, '"type"'),
      )
    }
  })

  it('for another challenge, or with the right one elsewhere', async () => {
    const { phone } = world
    const other = `0x${'11'.repeat(32)}` as const

    await expectRefused(() => phone.assert(other))
    await expectRefused((challenge) => {
      const lure = `{"type":"webauthn.get","challenge":"${base64url(other)}","origin":"\\"challenge\\":\\"${base64url(challenge)}\\""}`
      return phone.assert(challenge, { clientDataJson: lure })
    })
    await expectRefused((challenge) =>
      phone.assert(challenge, { clientDataJson: `{"type":"webauthn.get","challenge":"${base64url(challenge)}A"}` }),
    )
  })

  it('changed after they were signed', async () => {
    const { phone } = world

    await expectRefused((challenge) => {
      const assertion = phone.assert(challenge)
      return { ...assertion, clientDataJson: assertion.clientDataJson.replace('3000', '3001') }
    })
    await expectRefused((challenge) => {
      const assertion = phone.assert(challenge, { flags: 1 })
      return { ...assertion, authenticatorData: `${assertion.authenticatorData.slice(0, 66)}0500000000` as Hex }
    })
    await expectRefused((challenge) => ({ ...phone.assert(challenge), r: 0n }))
    await expectRefused((challenge) => ({ ...phone.assert(challenge), s: 0n }))
    await expectRefused((challenge) => ({ ...phone.assert(challenge), r: ORDER }))
    await expectRefused((challenge) => ({ ...phone.assert(challenge), authenticatorData: '0x' }))
  })
})

/** As the chain's encoding, but where the client data lacks what it should have. */
function encodeLoosely(assertion: Assertion, typeKey: string): Hex {
  const right = '"type":"webauthn.get"'
  const encoded = encodeAssertion({ ...assertion, clientDataJson: assertion.clientDataJson + right })
  const index = BigInt(assertion.clientDataJson.indexOf(typeKey))

  return (encoded.slice(0, 2 + 3 * 64) + index.toString(16).padStart(64, '0') + encoded.slice(2 + 4 * 64)) as Hex
}

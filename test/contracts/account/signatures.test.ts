import { concat as concatEthers, id as hashOf } from 'ethers'
import { expect } from 'chai'
import {
  type Address,
  concat,
  hashMessage,
  hashTypedData,
  type Hex,
  keccak256,
  stringToHex,
  type TypedDataDomain,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { addSignerCall } from '../../../chain/account/account-calls.ts'
import type { AccountSigner } from '../../../chain/account/account-signer.ts'
import { signAccountIntent } from '../../../chain/account/sign-account-intent.ts'
import { signAccountMessage } from '../../../chain/account/sign-account-message.ts'
import { type Signer, toAddressSigner } from '../../../chain/account/signer.ts'
import type { IntentMessages } from '../../../chain/intents/intent.ts'
import { domainOf } from '../helpers/intents.ts'
import { DAY, FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { type AccountWorld, accountWorld, chainIdOf, operate, signTransfer } from './helpers/account-world.ts'
import { makePasskey } from './helpers/passkey.ts'
import { walletSigner } from './helpers/wallet-signer.ts'

const VALID = '0x1626ba7e'
const INVALID = '0xffffffff'
const wallet = privateKeyToAccount(keccak256(stringToHex('wallet')))
const tablet = makePasskey('tablet')

describe('MemberAccount signatures', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  function add(signer: Signer) {
    const { mira, phone } = world

    return operate(world, mira, phone.signer(), addSignerCall(mira.address, signer))
  }

  /** The hub takes an intent of Mira signed by `signer`. */
  async function expectTaken(signer: AccountSigner) {
    const { hub, relay, cafe, mira, bob, ethers } = world
    const intent = await signTransfer(world, mira, signer)

    await expect(hub.connect(relay).execute([intent])).to.changeTokenBalances(
      ethers,
      cafe.token,
      [mira.address, bob],
      [-points('10'), points('10')],
    )
  }

  async function expectRefused(signer: AccountSigner) {
    const { hub, relay, cafe, mira, ethers } = world
    const intent = await signTransfer(world, mira, signer)
    const reason = hub.interface.encodeErrorResult('BadSignature', [mira.address])

    const sent = hub.connect(relay).execute([intent])
    await expect(sent).to.emit(hub, 'IntentFailed').withArgs(0n, 4n, reason)
    await expect(sent).to.changeTokenBalance(ethers, cafe.token, mira.address, 0n)
  }

  describe('when the first passkey signs', () => {
    it('does every verb of the hub', async () => {
      const { hub, relay, mira, phone, cafe, airline, bob, reef } = world
      const domain = (await domainOf(world)) as TypedDataDomain
      const [from, to, cause] = [Number(cafe.id), Number(airline.id), Number(reef)]
      const some = points('10')
      const signed = { member: mira.address, deadline: FAR_FUTURE }
      const order = hashOf('order') as Hex
      const sign = <verb extends keyof IntentMessages>(verb: verb, message: IntentMessages[verb]) =>
        signAccountIntent(phone.signer(), { domain, account: mira.address, verb, message })
      const leg = [{ brandId: from, points: some }]
      const intents = await Promise.all([
        sign('Swap', { ...signed, nonce: 0n, fromBrandId: from, toBrandId: to, points: some, minPointsOut: 1n }),
        sign('Donate', { ...signed, nonce: 1n, brandId: from, causeId: cause, points: some, minValue: 1n }),
        sign('Pay', { ...signed, nonce: 2n, brandId: to, orderReference: order, legs: leg, minValue: 1n }),
        sign('Redeem', { ...signed, nonce: 3n, brandId: from, points: some, orderReference: order }),
        sign('Transfer', { ...signed, nonce: 4n, brandId: from, to: bob.address as Address, points: some }),
        sign('Lock', { ...signed, nonce: 5n, unlockDelay: Number(DAY) }),
        sign('Unlock', { ...signed, nonce: 6n }),
        sign('CancelNonces', { ...signed, nonce: 7n, newBase: 9n }),
      ])

      expect(await hub.connect(relay).execute.staticCall(intents)).to.deep.equal(intents.map(() => true))
      await hub.connect(relay).execute(intents)
      expect(await cafe.token.balanceOf(mira.address)).to.equal(points('50'))
      expect(await hub.noncesOf(mira.address)).to.deep.equal([9n, 0n])
    })

    it('takes what a phone that keeps its passkeys in a cloud answers, with extensions', async () => {
      await expectTaken(world.phone.signer(0, { flags: 0b0001_1101, extensions: '0xa10102' }))
    })

    it('takes client data whose fields stand elsewhere', async () => {
      const { phone } = world

      await expectTaken({
        slot: 0,
        sign: (data) => {
          const challenge = Buffer.from(hashTypedData(data).slice(2), 'hex').toString('base64url')
          const clientDataJson = `{"origin":"http://lö.localhost","challenge":"${challenge}","type":"webauthn.get"}`

          return phone.signer(0, { clientDataJson }).sign(data)
        },
      })
    })
  })

  describe('when somebody else signs', () => {
    it('takes a second passkey', async () => {
      await add(tablet.key)

      await expectTaken(tablet.signer(1))
    })

    it('takes a wallet', async () => {
      await add(toAddressSigner(wallet.address))

      await expectTaken(walletSigner(1, wallet))
    })

    it('takes a wallet whose code delegates by EIP-7702, whatever the delegate says', async () => {
      const { connection, ethers } = world
      const delegate = await ethers.deployContract('DelegateMock', [false])
      await add(toAddressSigner(wallet.address))
      await connection.networkHelpers.setCode(wallet.address, concatEthers(['0xef0100', await delegate.getAddress()]))

      await expectTaken(walletSigner(1, wallet))
    })

    it('takes a contract by ERC-1271', async () => {
      const owned = await world.ethers.deployContract('AccountMock', [wallet.address])
      await add(toAddressSigner((await owned.getAddress()) as Address))

      await expectTaken(walletSigner(1, wallet))
    })
  })

  describe('when a plain message is signed', () => {
    it('takes it for this account (ERC-7739)', async () => {
      const { mira, phone } = world
      const parameters = { account: mira.address, chainId: await chainIdOf(world), message: 'Sign in' }

      const signature = await signAccountMessage(phone.signer(), parameters)

      expect(await mira.contract.isValidSignature(hashMessage('Sign in'), signature)).to.equal(VALID)
      expect(await mira.contract.isValidSignature(hashMessage('Sign out'), signature)).to.equal(INVALID)
    })

    it('says that it knows ERC-7739', async () => {
      expect(await world.mira.contract.isValidSignature(`0x${'7739'.repeat(16)}`, '0x')).to.equal('0x77390001')
      expect(await world.mira.contract.isValidSignature(`0x${'7738'.repeat(16)}`, '0x')).to.equal(INVALID)
    })
  })

  describe('rejects', () => {
    it('a key that is no signer, in every slot', async () => {
      for (const slot of [0, 1, 7, 8, 9, 255]) await expectRefused(tablet.signer(slot))
    })

    it('a signer of another slot', async () => {
      await add(tablet.key)
      await add(toAddressSigner(wallet.address))

      await expectRefused(tablet.signer(0))
      await expectRefused(world.phone.signer(1))
      await expectRefused(walletSigner(1, wallet))
      await expectRefused(tablet.signer(2))
    })

    it("a wallet's signature by another wallet, and none at all", async () => {
      await add(toAddressSigner(wallet.address))
      const other = privateKeyToAccount(keccak256(stringToHex('other')))

      await expectRefused(walletSigner(1, other))
      await expectRefused({ slot: 1, sign: () => Promise.resolve('0x') })
      await expectRefused({ slot: 1, sign: () => Promise.resolve(concat(['0x', `0x${'00'.repeat(65)}`])) })
    })

    it('a contract that says no', async () => {
      const owned = await world.ethers.deployContract('AccountMock', [wallet.address])
      await add(toAddressSigner((await owned.getAddress()) as Address))

      await expectRefused(walletSigner(1, privateKeyToAccount(keccak256(stringToHex('other')))))
    })
  })
})

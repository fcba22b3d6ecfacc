import { expect } from 'chai'
import { type Address, type Hex, pad, zeroAddress, zeroHash } from 'viem'
import { addSignerCall, removeSignerCall, setRecoveryCall } from '../../../chain/account/account-calls.ts'
import { recoveryOf } from '../../../chain/account/recovery-of.ts'
import { addressOfSigner, isSameSigner, type Signer, toAddressSigner } from '../../../chain/account/signer.ts'
import { signersOf } from '../../../chain/account/signers-of.ts'
import { DAY } from '../helpers/times.ts'
import { type AccountWorld, accountWorld, operate } from './helpers/account-world.ts'
import { makePasskey, type Passkey } from './helpers/passkey.ts'

const tablet = makePasskey('tablet')

describe('MemberAccount.addSigner, removeSigner', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  const add = (signer: Signer, by: Passkey = world.phone, slot = 0) =>
    operate(world, world.mira, by.signer(slot), addSignerCall(world.mira.address, signer))
  const remove = (signer: Signer, by: Passkey = world.phone, slot = 0) =>
    operate(world, world.mira, by.signer(slot), removeSignerCall(world.mira.address, signer))

  async function list(): Promise<[number, Hex][]> {
    const client = await world.connection.viem.getPublicClient()
    const entries = await signersOf(client, { account: world.mira.address })

    return entries.map(({ slot, signer }) => [slot, signer.x])
  }

  describe('when a signer adds another', () => {
    it('lists it with its slot and says so', async () => {
      const { mira, phone, alice } = world
      const wallet = toAddressSigner(alice.address as Address)
      expect(await list()).to.deep.equal([[0, phone.key.x]])

      await expect(add(tablet.key)).to.emit(mira.contract, 'SignerAdded').withArgs(tablet.key.x, tablet.key.y, 1n)
      await expect(add(wallet, tablet, 1))
        .to.emit(mira.contract, 'SignerAdded')
        .withArgs(wallet.x, zeroHash, 2n)

      expect(await list()).to.deep.equal([
        [0, phone.key.x],
        [1, tablet.key.x],
        [2, wallet.x],
      ])
    })

    it('has room for seven, and for another in place of one that went', async () => {
      const { mira, phone } = world
      const others = Array.from({ length: 7 }, (_, i) => makePasskey(`other ${i}`).key)
      await operate(world, mira, phone.signer(), ...others.map((key) => addSignerCall(mira.address, key)))
      expect(await list()).to.deep.equal([[0, phone.key.x], ...others.map(({ x }, i) => [i + 1, x])])

      await expect(add(tablet.key)).to.be.revertedWithCustomError(mira.contract, 'TooManySigners').withArgs(7n)
      const third = others[2] ?? phone.key
      await expect(remove(third)).to.emit(mira.contract, 'SignerRemoved').withArgs(third.x, third.y, 3n)
      await expect(add(tablet.key)).to.emit(mira.contract, 'SignerAdded').withArgs(tablet.key.x, tablet.key.y, 3n)
    })
  })

  describe('when a signer removes one', () => {
    it('can be the first passkey, by another device, and the first can come back to its slot', async () => {
      const { mira, phone } = world
      await add(tablet.key)

      await expect(remove(phone.key, tablet, 1))
        .to.emit(mira.contract, 'SignerRemoved')
        .withArgs(phone.key.x, phone.key.y, 0n)
      expect(await list()).to.deep.equal([[1, tablet.key.x]])
      expect(await mira.contract.firstKey()).to.deep.equal([phone.key.x, phone.key.y])

      await expect(add(phone.key, tablet, 1))
        .to.emit(mira.contract, 'SignerAdded')
        .withArgs(phone.key.x, phone.key.y, 0n)
      await remove(tablet.key)
      expect(await list()).to.deep.equal([[0, phone.key.x]])
    })

    it('can be the one that signs', async () => {
      const { phone } = world
      await add(tablet.key)

      await remove(tablet.key, tablet, 1)

      expect(await list()).to.deep.equal([[0, phone.key.x]])
    })
  })

  describe('rejects', () => {
    it('the last one', async () => {
      const { mira, phone } = world

      await expect(remove(phone.key))
        .to.be.revertedWithCustomError(mira.contract, 'LastSigner')
        .withArgs(phone.key.x, phone.key.y)
    })

    it('one that is there already, and one that is not', async () => {
      const { mira, phone } = world

      await expect(add(phone.key)).to.be.revertedWithCustomError(mira.contract, 'AlreadySigner')
      await expect(remove(tablet.key))
        .to.be.revertedWithCustomError(mira.contract, 'NotSigner')
        .withArgs(tablet.key.x, tablet.key.y)
      await add(tablet.key)
      await expect(add(tablet.key)).to.be.revertedWithCustomError(mira.contract, 'AlreadySigner')
    })

    it('who could never sign', async () => {
      const { mira } = world

      for (const bad of [
        { x: zeroHash, y: zeroHash },
        toAddressSigner(zeroAddress),
        toAddressSigner(mira.address),
        { x: pad('0x01', { size: 32, dir: 'right' }), y: zeroHash },
        { x: tablet.key.y, y: tablet.key.x },
      ]) {
        await expect(add(bad)).to.be.revertedWithCustomError(mira.contract, 'BadSigner').withArgs(bad.x, bad.y)
      }
    })

    it('who holds the recovery', async () => {
      const { mira, phone } = world
      await operate(
        world,
        mira,
        phone.signer(),
        setRecoveryCall(mira.address, { signer: tablet.key, delay: Number(DAY) }),
      )

      await expect(add(tablet.key)).to.be.revertedWithCustomError(mira.contract, 'HoldsRecovery')
    })

    it('everybody but the account', async () => {
      const { mira, stranger, phone } = world
      const account = mira.contract.connect(stranger)

      for (const attempt of [() => account.addSigner(tablet.key), () => account.removeSigner(phone.key)]) {
        await expect(attempt()).to.be.revertedWithCustomError(account, 'AccountUnauthorized').withArgs(stranger)
      }
    })
  })

  it('tells who signs for an account that was not made', async () => {
    const client = await world.connection.viem.getPublicClient()
    const account = (await world.accountFactory.accountOf(tablet.key.x, tablet.key.y)) as Address

    expect(await signersOf(client, { account, key: tablet.key })).to.deep.equal([{ slot: 0, signer: tablet.key }])
    expect(await signersOf(client, { account })).to.deep.equal([])
    expect(await recoveryOf(client, account)).to.deep.equal({ delay: 0, nonce: 0n })
  })

  it('tells addresses from passkeys', () => {
    const { alice } = world
    const signer = toAddressSigner(alice.address as Address)

    expect(addressOfSigner(signer)).to.equal(alice.address)
    expect(addressOfSigner(tablet.key)).to.equal(undefined)
    expect(isSameSigner(signer, toAddressSigner(alice.address.toLowerCase() as Address))).to.equal(true)
    expect(isSameSigner(signer, tablet.key)).to.equal(false)
  })
})

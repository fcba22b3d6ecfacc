import { expect } from 'chai'
import { keccak256, stringToHex, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import {
  addSignerCall,
  cancelRecoveryCall,
  endRecoveryCall,
  setRecoveryCall,
} from '../../../chain/account/account-calls.ts'
import type { AccountSigner } from '../../../chain/account/account-signer.ts'
import { recoveryOf } from '../../../chain/account/recovery-of.ts'
import { type Signer, toAddressSigner } from '../../../chain/account/signer.ts'
import { DAY, FAR_FUTURE, nextBlockAt, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import {
  type AccountWorld,
  accountWorld,
  type Ask,
  askFor,
  carry,
  operate,
  signTransfer,
} from './helpers/account-world.ts'
import { makePasskey } from './helpers/passkey.ts'
import { walletSigner } from './helpers/wallet-signer.ts'

const WEEK = 7n * DAY
const tablet = makePasskey('tablet')
const friend = makePasskey('friend')
const fresh = makePasskey('new phone')
const wallet = privateKeyToAccount(keccak256(stringToHex('wallet')))

describe('MemberAccount recovery', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  const set = (signer: Signer, delay = WEEK, by: AccountSigner = world.phone.signer()) =>
    operate(world, world.mira, by, setRecoveryCall(world.mira.address, { signer, delay: Number(delay) }))
  const cancel = (by: AccountSigner = world.phone.signer()) =>
    operate(world, world.mira, by, cancelRecoveryCall(world.mira.address))
  const ask = async (ask: Ask = { proposed: fresh.key }, by: AccountSigner = friend.signer()) =>
    carry(world, await askFor(world, world.mira, by, ask))
  const finish = () => carry(world, { kind: 'finish-recovery', account: world.mira.address })
  const state = async () => recoveryOf(await world.connection.viem.getPublicClient(), world.mira.address)

  describe('when a signer names somebody', () => {
    it('says so and tells whom', async () => {
      const { mira } = world
      expect(await state()).to.deep.equal({ delay: 0, nonce: 0n })

      await expect(set(friend.key)).to.emit(mira.contract, 'RecoverySet').withArgs(friend.key.x, friend.key.y, WEEK)

      expect(await state()).to.deep.equal({ signer: friend.key, delay: Number(WEEK), nonce: 1n })
    })

    it('can name another, or nobody, and cancels what was asked for', async () => {
      const { mira } = world
      await set(friend.key)
      await ask()

      const sent = set(toAddressSigner(wallet.address), DAY)

      await expect(sent).to.emit(mira.contract, 'RecoveryCancelled').withArgs(fresh.key.x, fresh.key.y)
      expect(await state()).to.deep.equal({ signer: toAddressSigner(wallet.address), delay: Number(DAY), nonce: 3n })
      await expect(operate(world, mira, world.phone.signer(), endRecoveryCall(mira.address)))
        .to.emit(mira.contract, 'RecoverySet')
        .withArgs(zeroHash, zeroHash, 0n)
      expect(await state()).to.deep.equal({ delay: 0, nonce: 4n })
      await expect(ask({ proposed: fresh.key }, walletSigner(0, wallet))).to.be.revertedWithCustomError(
        mira.contract,
        'NoRecovery',
      )
    })

    it('waits one to ninety days', async () => {
      const { mira } = world
      for (const delay of [0n, DAY - 1n, 90n * DAY + 1n]) {
        await expect(set(friend.key, delay))
          .to.be.revertedWithCustomError(mira.contract, 'BadRecoveryDelay')
          .withArgs(delay, DAY, 90n * DAY)
      }
      await set(friend.key, DAY)
      await set(friend.key, 90n * DAY)

      await expect(set({ x: zeroHash, y: zeroHash }, DAY))
        .to.be.revertedWithCustomError(mira.contract, 'BadRecoveryDelay')
        .withArgs(DAY, 0n, 0n)
    })

    it('names nobody who signs, who never could, and nobody twice', async () => {
      const { mira, phone } = world

      await expect(set(phone.key)).to.be.revertedWithCustomError(mira.contract, 'AlreadySigner')
      await expect(set(toAddressSigner(mira.address))).to.be.revertedWithCustomError(mira.contract, 'BadSigner')
      await expect(operate(world, mira, phone.signer(), endRecoveryCall(mira.address))).to.be.revertedWithCustomError(
        mira.contract,
        'NoRecovery',
      )
    })
  })

  describe('when the recovery asks for the account', () => {
    beforeEach(async () => {
      await set(friend.key)
    })

    it('waits the whole delay, and leaves the account to its signers meanwhile', async () => {
      const { mira, hub, phone, cafe, ethers } = world
      const at = (await now(world)) + 10n
      const request = await askFor(world, mira, friend.signer(), { proposed: fresh.key })
      await nextBlockAt(world, at)

      await expect(carry(world, request))
        .to.emit(mira.contract, 'RecoveryStarted')
        .withArgs(fresh.key.x, fresh.key.y, at + WEEK)
      expect(await state()).to.deep.equal({
        signer: friend.key,
        delay: Number(WEEK),
        nonce: 2n,
        pending: { proposed: fresh.key, dueAt: at + WEEK },
      })
      await expect(hub.execute([await signTransfer(world, mira, phone.signer())])).to.changeTokenBalance(
        ethers,
        cafe.token,
        mira.address,
        -points('10'),
      )
      await nextBlockAt(world, at + WEEK - 1n)
      await expect(finish())
        .to.be.revertedWithCustomError(mira.contract, 'RecoveryNotDue')
        .withArgs(at + WEEK)
    })

    it('makes the new key the only signer then', async () => {
      const { mira, phone, hub, cafe, bob, ethers } = world
      await operate(world, mira, phone.signer(), addSignerCall(mira.address, tablet.key))
      await ask()
      await wait(world, WEEK)

      const sent = finish()

      for (const [key, slot] of [
        [phone.key, 0n],
        [tablet.key, 1n],
      ] as const) {
        await expect(sent).to.emit(mira.contract, 'SignerRemoved').withArgs(key.x, key.y, slot)
      }
      await expect(sent).to.emit(mira.contract, 'SignerAdded').withArgs(fresh.key.x, fresh.key.y, 1n)
      await expect(sent).to.emit(mira.contract, 'RecoveryFinished').withArgs(fresh.key.x, fresh.key.y)
      expect((await mira.contract.signers()).map(([slot, [x]]) => [slot, x])).to.deep.equal([[1n, fresh.key.x]])
      expect(await state()).to.deep.equal({ signer: friend.key, delay: Number(WEEK), nonce: 3n })
      const intents = await Promise.all(
        [phone.signer(), tablet.signer(1), fresh.signer(1)].map((signer) => signTransfer(world, mira, signer)),
      )
      await expect(hub.execute(intents)).to.changeTokenBalance(ethers, cafe.token, bob, points('10'))
    })

    it('ends with no recovery where the recovery itself takes over', async () => {
      const { mira } = world
      await ask({ proposed: friend.key })
      await wait(world, WEEK)

      await expect(finish()).to.emit(mira.contract, 'RecoverySet').withArgs(zeroHash, zeroHash, 0n)

      expect(await state()).to.deep.equal({ delay: 0, nonce: 3n })
      await set(tablet.key, DAY, friend.signer(1))
    })

    it('can end with the first passkey, in its old slot', async () => {
      const { mira, phone } = world
      await operate(world, mira, phone.signer(), addSignerCall(mira.address, tablet.key))
      await ask({ proposed: phone.key })
      await wait(world, WEEK)

      await finish()

      expect((await mira.contract.signers()).map(([slot, [x]]) => [slot, x])).to.deep.equal([[0n, phone.key.x]])
    })

    it('begins to wait anew when it asks anew', async () => {
      const { mira } = world
      await ask()
      await wait(world, WEEK - 10n)
      const other = toAddressSigner(wallet.address)
      await ask({ proposed: other })
      const dueAt = (await now(world)) + WEEK

      await wait(world, 100n)
      await expect(finish()).to.be.revertedWithCustomError(mira.contract, 'RecoveryNotDue').withArgs(dueAt)
      await wait(world, WEEK)
      await finish()

      expect((await mira.contract.signers()).map(([, [x]]) => x)).to.deep.equal([other.x])
    })

    it('is told no at once by any signer, also when it is due', async () => {
      const { mira, phone } = world
      await operate(world, mira, phone.signer(), addSignerCall(mira.address, tablet.key))
      await ask()
      await wait(world, 2n * WEEK)

      await expect(cancel(tablet.signer(1)))
        .to.emit(mira.contract, 'RecoveryCancelled')
        .withArgs(fresh.key.x, fresh.key.y)

      await expect(finish()).to.be.revertedWithCustomError(mira.contract, 'NoRecoveryPending')
      await expect(cancel()).to.be.revertedWithCustomError(mira.contract, 'NoRecoveryPending')
      expect(await state()).to.deep.equal({ signer: friend.key, delay: Number(WEEK), nonce: 3n })
    })

    it('can be a wallet', async () => {
      const { mira } = world
      await set(toAddressSigner(wallet.address))

      await ask({ proposed: fresh.key }, walletSigner(0, wallet))

      expect((await state()).pending?.proposed).to.deep.equal(fresh.key)
      await expect(ask({ proposed: fresh.key }, friend.signer())).to.be.revertedWithCustomError(
        mira.contract,
        'SignatureInvalid',
      )
    })

    it('rejects a wrong number, a late request, a key that could never sign, another signer', async () => {
      const { mira, phone } = world
      const late = (await now(world)) - 1n

      await expect(ask({ proposed: fresh.key, nonce: 2n }))
        .to.be.revertedWithCustomError(mira.contract, 'BadRecoveryNonce')
        .withArgs(2n, 1n)
      await expect(ask({ proposed: fresh.key, deadline: late }))
        .to.be.revertedWithCustomError(mira.contract, 'DeadlineOver')
        .withArgs(late)
      await expect(ask({ proposed: { x: fresh.key.y, y: fresh.key.x } })).to.be.revertedWithCustomError(
        mira.contract,
        'BadSigner',
      )
      await expect(ask({ proposed: fresh.key }, phone.signer()))
        .to.be.revertedWithCustomError(mira.contract, 'SignatureInvalid')
        .withArgs(mira.address)
    })
  })

  it('rejects everybody but the account, and everybody where nobody was named', async () => {
    const { mira, stranger } = world
    const account = mira.contract.connect(stranger)

    for (const attempt of [() => account.setRecovery(friend.key, DAY), () => account.cancelRecovery()]) {
      await expect(attempt()).to.be.revertedWithCustomError(account, 'AccountUnauthorized').withArgs(stranger)
    }
    await expect(ask()).to.be.revertedWithCustomError(account, 'NoRecovery')
    await expect(finish()).to.be.revertedWithCustomError(account, 'NoRecoveryPending')
    await expect(account.startRecovery(fresh.key, 0n, FAR_FUTURE, '0x')).to.be.revertedWithCustomError(
      account,
      'NoRecovery',
    )
    expect((await account.signers()).length).to.equal(1)
  })
})

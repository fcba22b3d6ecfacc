import { expect } from 'chai'
import {
  addSignerCall,
  cancelRecoveryCall,
  removeSignerCall,
  setRecoveryCall,
} from '../../../../chain/account/account-calls.ts'
import { DAY, now, wait } from '../../helpers/times.ts'
import { points } from '../../helpers/units.ts'
import {
  type AccountWorld,
  accountWorld,
  askFor,
  carry,
  operate,
  signCalls,
  signTransfer,
} from '../helpers/account-world.ts'
import { makePasskey } from '../helpers/passkey.ts'

const DELAY = 7n * DAY
/** Mira's recovery, in the hands of a thief. */
const thief = makePasskey('thief')
const loot = makePasskey('loot')

describe('Attack: a recovery by a thief', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
    const { mira, phone } = world
    await operate(
      world,
      mira,
      phone.signer(),
      setRecoveryCall(mira.address, { signer: thief.key, delay: Number(DELAY) }),
    )
  })

  const ask = async () => carry(world, await askFor(world, world.mira, thief.signer(), { proposed: loot.key }))
  const finish = () => carry(world, { kind: 'finish-recovery', account: world.mira.address })
  const cancel = async (nonce = 0n) =>
    signCalls(world, world.mira, world.phone.signer(), [cancelRecoveryCall(world.mira.address)], { nonce })

  it('moves no points, changes no signer, shortens no delay, neither before nor while it waits', async () => {
    const { mira, hub, cafe } = world
    const { address, contract } = mira
    const calls = [
      addSignerCall(address, loot.key),
      removeSignerCall(address, world.phone.key),
      setRecoveryCall(address, { signer: thief.key, delay: Number(DAY) }),
      cancelRecoveryCall(address),
    ]

    for (const attempt of ['before', 'while it waits']) {
      for (const slot of [0, 1, 7]) {
        for (const key of [thief, loot]) {
          const intent = await signTransfer(world, mira, key.signer(slot))
          expect(await hub.execute.staticCall([intent]), attempt).to.deep.equal([false])
          const operation = await signCalls(world, mira, key.signer(slot), calls)
          await expect(carry(world, operation)).to.be.revertedWithCustomError(contract, 'SignatureInvalid')
        }
      }
      if (attempt === 'before') await ask()
      await expect(finish()).to.revert(world.ethers)
    }

    expect(await cafe.token.balanceOf(address)).to.equal(points('100'))
    expect((await contract.recovery()).delay).to.equal(DELAY)
  })

  it('has one request each, which cannot be sent again by anybody once it was told no', async () => {
    const { mira } = world
    const request = await askFor(world, mira, thief.signer(), { proposed: loot.key })
    await carry(world, request)
    await carry(world, await cancel())

    await expect(carry(world, request)).to.be.revertedWithCustomError(mira.contract, 'BadRecoveryNonce')
    await wait(world, 2n * DELAY)
    await expect(finish()).to.be.revertedWithCustomError(mira.contract, 'NoRecoveryPending')
  })

  it('hides nothing by asking while the owner cancels: the answer hits what is pending', async () => {
    const { mira } = world
    await ask()
    const answer = await cancel()

    // The thief outruns the answer with another request, and once more after it.
    await ask()
    await carry(world, answer)
    expect((await mira.contract.recovery()).dueAt).to.equal(0n)
    await ask()

    const dueAt = (await now(world)) + DELAY
    expect((await mira.contract.recovery()).dueAt).to.equal(dueAt)
    await wait(world, DELAY - 100n)
    await expect(finish()).to.be.revertedWithCustomError(mira.contract, 'RecoveryNotDue').withArgs(dueAt)
  })

  it('wastes no answer that comes before the question', async () => {
    const { mira } = world
    const answer = await cancel()
    await expect(carry(world, answer)).to.be.revertedWithCustomError(mira.contract, 'NoRecoveryPending')

    await ask()
    await carry(world, answer)

    expect((await mira.contract.recovery()).dueAt).to.equal(0n)
  })

  it('ends when the owner names another, what was signed before included', async () => {
    const { mira, phone } = world
    const prepared = await askFor(world, mira, thief.signer(), { proposed: loot.key, nonce: 2n })

    const recovery = { signer: makePasskey('friend').key, delay: Number(DELAY) }
    await operate(world, mira, phone.signer(), setRecoveryCall(mira.address, recovery))
    await expect(carry(world, prepared)).to.be.revertedWithCustomError(mira.contract, 'SignatureInvalid')
    await operate(world, mira, phone.signer(), setRecoveryCall(mira.address, { ...recovery, signer: thief.key }))

    await expect(carry(world, prepared)).to.be.revertedWithCustomError(mira.contract, 'BadRecoveryNonce')
  })

  it('needs the named passkey to verify its user', async () => {
    const { mira } = world
    const signer = thief.signer(0, { flags: 1 })

    await expect(carry(world, await askFor(world, mira, signer, { proposed: loot.key }))).to.be.revertedWithCustomError(
      mira.contract,
      'SignatureInvalid',
    )
  })
})

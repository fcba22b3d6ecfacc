import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { signIntent } from '../helpers/intents.ts'
import { FAR_FUTURE } from '../helpers/times.ts'

describe('ClearingHub.cancelNonces', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function intent(nonce: bigint) {
    const { alice, bob, cafe } = world
    const message = {
      member: alice.address,
      brandId: cafe.id,
      to: bob.address,
      points: 1n,
      nonce,
      deadline: FAR_FUTURE,
    }

    return signIntent(world, alice, 'Transfer', message)
  }

  async function use(...nonces: bigint[]) {
    return world.hub.connect(world.relay).execute(await Promise.all(nonces.map(intent)))
  }

  async function expectUnusable(nonce: bigint, base: bigint) {
    const { hub, alice } = world
    const reason = hub.interface.encodeErrorResult('NonceUnusable', [alice.address, nonce, base])
    await expect(use(nonce)).to.emit(hub, 'IntentFailed').withArgs(0n, 4n, reason)
  }

  describe('when intents use nonces in any order', () => {
    it('moves the base over used low bits only', async () => {
      const { hub, alice } = world
      expect(await hub.noncesOf(alice)).to.deep.equal([0n, 0n])

      await use(2n)
      expect(await hub.noncesOf(alice)).to.deep.equal([0n, 0b100n])
      await use(0n)
      expect(await hub.noncesOf(alice)).to.deep.equal([1n, 0b10n])
      await use(1n)
      expect(await hub.noncesOf(alice)).to.deep.equal([3n, 0n])
    })

    it('takes the last nonce of the window and none beyond', async () => {
      const { hub, alice } = world
      await expect(use(127n)).to.emit(hub, 'IntentExecuted').withArgs(alice, 127n, 4n)
      await expectUnusable(128n, 0n)
      await use(0n)
      await expect(use(128n)).to.emit(hub, 'IntentExecuted').withArgs(alice, 128n, 4n)
    })

    it('fills the whole window and goes on', async () => {
      const { hub, alice } = world
      await hub.connect(alice).cancelNonces(125n)
      await use(126n, 127n, 128n, 125n)
      expect(await hub.noncesOf(alice)).to.deep.equal([129n, 0n])
    })
  })

  describe('when a member cancels', () => {
    it('kills all below', async () => {
      const { hub, alice } = world

      await expect(hub.connect(alice).cancelNonces(10n)).to.emit(hub, 'NoncesCancelled').withArgs(alice, 10n)

      await expectUnusable(9n, 10n)
      await expect(use(10n)).to.emit(hub, 'IntentExecuted')
    })

    it('keeps those used above', async () => {
      const { hub, alice } = world
      await use(5n, 7n)

      await hub.connect(alice).cancelNonces(5n)

      expect(await hub.noncesOf(alice)).to.deep.equal([6n, 0b10n])
      await expectUnusable(7n, 6n)
    })

    it('moves 128 ahead at most', async () => {
      const { hub, alice } = world
      await use(3n)
      await expect(hub.connect(alice).cancelNonces(129n))
        .to.be.revertedWithCustomError(hub, 'BadNonceBase')
        .withArgs(alice, 129n, 0n)
      await hub.connect(alice).cancelNonces(128n)
      expect(await hub.noncesOf(alice)).to.deep.equal([128n, 0n])
    })

    it('kills the intent whose own nonce signs the cancelling', async () => {
      const { hub, alice, relay } = world
      const message = { member: alice.address, newBase: 1n, nonce: 0n, deadline: FAR_FUTURE }
      const cancelling = await signIntent(world, alice, 'CancelNonces', message)

      await expect(hub.connect(relay).execute([cancelling]))
        .to.emit(hub, 'IntentExecuted')
        .withArgs(alice, 0n, 7n)
      expect(await hub.noncesOf(alice)).to.deep.equal([1n, 0n])
      await expectUnusable(0n, 1n)
    })

    it('leaves the lock as it is', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(500n)
      await hub.connect(alice).cancelNonces(128n)
      expect(await hub.unlockDelayOf(alice)).to.equal(500n)
      await hub.connect(alice).unlock()
      expect(await hub.noncesOf(alice)).to.deep.equal([128n, 0n])
    })
  })

  describe('rejects', () => {
    it('a used nonce (invariant 10)', async () => {
      await use(0n, 4n)
      await expectUnusable(4n, 1n)
      await expectUnusable(0n, 1n)
    })

    it('a base that does not move forward', async () => {
      const { hub, alice } = world
      await hub.connect(alice).cancelNonces(3n)
      for (const base of [0n, 3n]) {
        await expect(hub.connect(alice).cancelNonces(base))
          .to.be.revertedWithCustomError(hub, 'BadNonceBase')
          .withArgs(alice, base, 3n)
      }
    })

    it('a nonce beyond any field', async () => {
      await expectUnusable(2n ** 256n - 1n, 0n)
    })
  })
})

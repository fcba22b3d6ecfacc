import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { intentOf, signIntent } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: an account that returns a megabyte', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  for (const [what, reverts, honest] of [
    ['as its answer', false, false],
    ['behind the magic value', false, true],
    ['as its revert reason', true, false],
  ] as const) {
    it(`makes nobody copy it ${what}`, async () => {
      const { hub, cafe, alice, bob, relay, ethers } = world
      const huge = await ethers.deployContract('HugeAnswerAccount', [reverts, honest])
      const member = await huge.getAddress()
      await mint(cafe, [[member, points('10')]])
      const message = { brandId: cafe.id, to: bob.address, points: points('10'), nonce: 0n, deadline: FAR_FUTURE }
      const bad = intentOf('Transfer', { ...message, member }, '0x1234')
      const good = await signIntent(world, alice, 'Transfer', { ...message, member: alice.address })
      const moved = honest ? points('10') : 0n

      const sent = hub.connect(relay).execute([bad, good], { gasLimit: 8_000_000n })

      await expect(sent).to.changeTokenBalances(
        ethers,
        cafe.token,
        [member, alice, bob],
        [-moved, -points('10'), points('10') + moved],
      )
      const receipt = await (await sent).wait()
      expect((receipt?.gasUsed ?? 0n) < 900_000n).to.equal(true)
    })
  }

  for (const [what, answer] of [
    ['four bytes', '0x1626ba7e'],
    ['nothing', '0x'],
    ['the magic value with dirt behind it', `0x1626ba7e${'ff'.repeat(28)}`],
    ['a one', `0x${'00'.repeat(31)}01`],
    ['only ones', `0x${'ff'.repeat(32)}`],
  ] as const) {
    it(`takes ${what} for no signature`, async () => {
      const { hub, cafe, bob, relay, ethers } = world
      const odd = await ethers.deployContract('OddAnswerAccount', [answer])
      const member = await odd.getAddress()
      await mint(cafe, [[member, points('10')]])
      const message = {
        member,
        brandId: cafe.id,
        to: bob.address,
        points: points('10'),
        nonce: 0n,
        deadline: FAR_FUTURE,
      }

      await expect(hub.connect(relay).execute([intentOf('Transfer', message, '0x1234')]))
        .to.emit(hub, 'IntentFailed')
        .withArgs(0n, 4n, hub.interface.encodeErrorResult('BadSignature', [member]))
      expect(await cafe.token.balanceOf(member)).to.equal(points('10'))
    })
  }
})

import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { signIntent } from '../helpers/intents.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: a relayer front-runs or griefs an intent', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function swapOf(member: World['alice'], nonce: bigint, amount = points('10')) {
    const { cafe, airline } = world
    const message = { fromBrandId: cafe.id, toBrandId: airline.id, points: amount, minPointsOut: 9_803n }

    return signIntent(world, member, 'Swap', { member: member.address, ...message, nonce, deadline: FAR_FUTURE })
  }

  it('gives the member the same, whoever submits', async () => {
    const { hub, airline, alice, stranger, ethers } = world

    await expect(hub.connect(stranger).execute([await swapOf(alice, 0n)])).to.changeTokenBalance(
      ethers,
      airline.token,
      alice,
      9_803n,
    )
    expect(await airline.token.balanceOf(stranger)).to.equal(0n)
  })

  it('does not spoil the batch that the item was taken from', async () => {
    const { hub, airline, alice, bob, relay, stranger, ethers } = world
    const [first, second] = [await swapOf(alice, 0n), await swapOf(bob, 0n)]
    await hub.connect(stranger).execute([first])

    await expect(hub.connect(relay).execute([first, second])).to.changeTokenBalances(
      ethers,
      airline.token,
      [alice, bob],
      [0n, 9_803n],
    )
  })

  it('cannot reorder intents into a worse price than was signed', async () => {
    const { hub, cafe, airline, alice, stranger } = world
    const intent = await swapOf(alice, 0n)
    // A dearer spread was announced before the relayer got round to it.
    const terms = { rate: 100_000n, spreadBps: 500n, promisePercent: 100n, life: 3n }
    await airline.token.announceTerms(terms, points('100000'))

    expect(await hub.connect(stranger).execute.staticCall([intent])).to.deep.equal([false])
    await hub.connect(stranger).execute([intent])
    expect(await cafe.token.balanceOf(alice)).to.equal(points('1000'))
  })
})

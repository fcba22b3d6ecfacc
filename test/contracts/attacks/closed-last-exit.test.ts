import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { creditOf } from '../helpers/worth.ts'

describe('Attack: all other brands close their doors on one', () => {
  it('leaves pay, donate and redeem at full value', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, bookshop, gym, reef, alice, ethers } = world
    for (const { token } of [airline, bookshop, gym]) {
      await token.setEntranceFor(cafe.id, false)
      await token.setEntrance(false)
    }
    await wait(world, NOTICE)
    const as = hub.connect(alice)
    for (const { id, token } of [airline, bookshop, gym]) {
      await expect(as.swap(cafe.id, id, points('1'), 1n, FAR_FUTURE)).to.be.revertedWithCustomError(
        token,
        'EntranceClosed',
      )
    }

    await expect(
      as.pay(airline.id, hashOf('o'), [{ brandId: cafe.id, points: points('400') }], usd('40'), FAR_FUTURE),
    ).to.changeTokenBalance(ethers, cafe.token, alice, -points('400'))
    await as.donate(cafe.id, reef, points('400'), usd('40'), FAR_FUTURE)
    await cafe.token.connect(alice).redeem(points('200'), hashOf('o'))

    expect(await creditOf(world, reef)).to.equal(usd('40'))
    expect(await cafe.token.balanceOf(alice)).to.equal(0n)
  })
})

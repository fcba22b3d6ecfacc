import { expect } from 'chai'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver } from '../helpers/coins.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor } from '../helpers/worth.ts'

async function overGreedyCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('ReentrantStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('Attack: reentrancy', () => {
  it('pays a cause once, however often its payout calls back', async () => {
    const { world, coin } = await otherWorld(overGreedyCoin)
    const { hub, causeRegistry, alice, cafe, reef, forest, reefPayout } = world
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(alice).donate(cafe.id, forest, points('100'), 1n, FAR_FUTURE)
    await causeRegistry.connect(reefPayout).changePayout(reef, coin)
    const again = hub.interface.encodeFunctionData('withdrawCause', [reef])
    await coin.arm(hub, again)

    await coin.run(hub, again)
    await expect(coin.run(hub, again)).to.be.revertedWithCustomError(hub, 'NoCauseCredit').withArgs(reef)

    expect([await coin.called(), await coin.succeeded()]).to.deep.equal([true, false])
    expect(await coin.balanceOf(coin)).to.equal(usd('10'))
    expect(await accountedFor(world)).to.equal(usd('1990'))
    expect(await coin.balanceOf(hub)).to.equal(usd('1990'))
  })
})

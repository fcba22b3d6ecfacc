import { expect } from 'chai'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver } from '../helpers/coins.ts'
import { mint } from '../helpers/minting.ts'
import { points, usd } from '../helpers/units.ts'

async function overCheatingCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('FeeStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('Attack: points minted against coins that never arrived', () => {
  it('covers points by what the hub holds, not by what was sent', async () => {
    const { world, coin } = await otherWorld(overCheatingCoin)
    const { hub, cafe, dave } = world

    // 1,000 dollars were sent, 990 arrived, 100 of them are spoken for.
    await expect(mint(cafe, [[dave, points('9000')]]))
      .to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')
      .withArgs(cafe.id, usd('990'), usd('1000'))
    await mint(cafe, [[dave, points('8900')]])

    expect(await coin.balanceOf(hub)).to.equal(await hub.accounted())
  })
})

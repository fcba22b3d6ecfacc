import { expect } from 'chai'
import type { FeeStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

async function overFeeCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('FeeStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that takes a fee', () => {
  let world: CoinWorld
  let coin: FeeStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overFeeCoin))
  })

  it('credits only what arrived', async () => {
    const { hub, cafe, airline } = world

    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))
    expect((await clearingOf(world, airline.id)).reserve).to.equal(usd('990'))
    expect(await hub.accounted()).to.equal(usd('1980'))
    expect(await coin.balanceOf(hub)).to.equal(usd('1980'))
  })

  it('is always held in full, through swap, donation, withdrawal and payout', async () => {
    const { hub, alice, cafe, airline, reef, reefPayout } = world
    await hub.connect(alice).swap(cafe.id, airline.id, points('100'), 1n, FAR_FUTURE)
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(cafe.owner).requestWithdrawal(cafe.id, usd('100'))
    await wait(world, NOTICE)

    await expect(hub.connect(cafe.owner).withdraw(cafe.id))
      .to.emit(hub, 'Withdrawn')
      .withArgs(cafe.id, cafe.owner, usd('100'), false)
    await expect(hub.connect(reefPayout).withdrawCause(reef)).to.emit(hub, 'CausePaid')

    expect(await coin.balanceOf(cafe.owner)).to.equal(usd('99'))
    expect(await coin.balanceOf(reefPayout)).to.equal(usd('9.9'))
    expect(await hub.accounted()).to.equal(await accountedFor(world))
    expect(await coin.balanceOf(hub)).to.equal(await hub.accounted())
  })
})

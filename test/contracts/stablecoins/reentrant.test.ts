import { expect } from 'chai'
import type { ReentrantStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { ROLES } from '../helpers/brands.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

async function overReentrantCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('ReentrantStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that re-enters', () => {
  let world: CoinWorld
  let coin: ReentrantStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overReentrantCoin))
    const { hub, cafe, causeRegistry, reef, reefPayout, alice } = world
    // The coin is treasurer of the café, payout of the reef and holds points and money of its own.
    await cafe.token.setRoles(coin, ROLES.TREASURER)
    await causeRegistry.connect(reefPayout).changePayout(reef, coin)
    await cafe.token.connect(alice).transfer(coin, points('100'))
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await coin.mint(coin, usd('50'))
    await coin.run(coin, coin.interface.encodeFunctionData('approve', [await hub.getAddress(), usd('50')]))
    await coin.run(hub, hub.interface.encodeFunctionData('requestWithdrawal', [cafe.id, usd('100')]))
    await wait(world, NOTICE)
  })

  function nestedCalls(): [string, string][] {
    const { hub, cafe, airline, reef } = world
    const { interface: abi } = hub

    return [
      ['deposit', abi.encodeFunctionData('deposit', [cafe.id, usd('1')])],
      ['withdraw', abi.encodeFunctionData('withdraw', [cafe.id])],
      ['withdrawCause', abi.encodeFunctionData('withdrawCause', [reef])],
      ['swap', abi.encodeFunctionData('swap', [cafe.id, airline.id, points('1'), 1n, FAR_FUTURE])],
      ['donate', abi.encodeFunctionData('donate', [cafe.id, reef, points('1'), 1n, FAR_FUTURE])],
      ['execute', abi.encodeFunctionData('execute', [[]])],
      ['lock', abi.encodeFunctionData('lock', [1n])],
      ['cancelNonces', abi.encodeFunctionData('cancelNonces', [1n])],
      ['requestWithdrawal', abi.encodeFunctionData('requestWithdrawal', [cafe.id, 1n])],
      ['cancelWithdrawal', abi.encodeFunctionData('cancelWithdrawal', [cafe.id])],
    ]
  }

  const outer: [string, () => string, bigint][] = [
    ['deposit', () => world.hub.interface.encodeFunctionData('deposit', [world.cafe.id, usd('10')]), usd('10')],
    ['withdraw', () => world.hub.interface.encodeFunctionData('withdraw', [world.cafe.id]), -usd('100')],
    ['withdrawCause', () => world.hub.interface.encodeFunctionData('withdrawCause', [world.reef]), -usd('10')],
  ]

  for (const [name, data, change] of outer) {
    it(`gains nothing in the middle of ${name}`, async () => {
      const { hub } = world
      const refusal = hub.interface.encodeErrorResult('ReentrancyGuardReentrantCall')
      const before = await hub.accounted()

      for (const [, payload] of nestedCalls()) {
        const snapshot = await world.connection.networkHelpers.takeSnapshot()
        await coin.arm(hub, payload)
        await coin.run(hub, data())

        expect(await coin.called()).to.equal(true)
        expect([await coin.succeeded(), await coin.answer()]).to.deep.equal([false, refusal])
        expect(await hub.accounted()).to.equal(before + change)
        expect(await accountedFor(world)).to.equal(before + change)
        expect(await coin.balanceOf(hub)).to.equal(before + change)
        await snapshot.restore()
      }
    })
  }

  it('sees a state that is already settled through the token, which is open meanwhile', async () => {
    const { hub, cafe } = world
    const redeem = cafe.token.interface.encodeFunctionData('redeem', [points('100'), `0x${'00'.repeat(32)}`])
    const before = await clearingOf(world, cafe.id)
    await coin.arm(cafe.token, redeem)

    await coin.run(hub, hub.interface.encodeFunctionData('withdraw', [cafe.id]))

    expect(await coin.succeeded()).to.equal(true)
    const after = await clearingOf(world, cafe.id)
    expect(after.supply).to.equal(before.supply - points('100'))
    expect(after.reserve).to.equal(before.reserve - usd('100'))
    expect(await accountedFor(world)).to.equal(await hub.accounted())
  })
})

import { ZeroHash } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { ROLES } from '../helpers/brands.ts'
import { packCredits } from '../helpers/credits.ts'
import { DAY, FAR_FUTURE, HOUR, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { accountedFor, worthOf } from '../helpers/worth.ts'

describe("Attack: all of the network's keys are stolen", () => {
  it('mints no point, moves no reserve and no credit, stops nobody for long', async () => {
    const world = await freshWorld()
    const { hub, manager, causeRegistry, deployer, stranger, operator, guardian, cafe, alice, airline, reef } = world
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await manager.connect(deployer).grantRole(0n, stranger, 0n)
    for (const role of [1n, 2n]) await manager.connect(stranger).grantRole(role, stranger, 0n)
    const honest = await worthOf(world, alice)
    const total = await accountedFor(world)

    for (const thief of [deployer, operator, guardian, stranger]) {
      const token = cafe.token.connect(thief)
      const credits = packCredits([{ member: thief.address, points: 1n }])
      await expect(token.mintBatch(2n, credits, ZeroHash, 0n))
        .to.be.revertedWithCustomError(token, 'MissingRole')
        .withArgs(cafe.id, thief, ROLES.MINTER)
      await expect(token.setRoles(thief, ROLES.ALL)).to.be.revertedWithCustomError(token, 'MissingRole')
      await expect(token.releaseReserve(1n, true)).to.be.revertedWithCustomError(token, 'NotHub').withArgs(thief)
      await expect(hub.connect(thief).withdraw(cafe.id)).to.be.revertedWithCustomError(hub, 'MissingRole')
      await expect(hub.connect(thief).withdrawCause(reef)).to.be.revertedWithCustomError(hub, 'NotPayout')
      await expect(causeRegistry.connect(thief).changePayout(reef, thief)).to.be.revertedWithCustomError(
        causeRegistry,
        'NotPayout',
      )
    }
    await hub.connect(stranger).pause(72n * HOUR)
    await expect(hub.connect(stranger).pause(HOUR)).to.be.revertedWithCustomError(hub, 'NetworkPaused')
    await wait(world, 3n * DAY)
    await expect(hub.connect(stranger).pause(HOUR)).to.be.revertedWithCustomError(hub, 'PauseTooLong')

    expect(await worthOf(world, alice)).to.equal(honest)
    expect(await worthOf(world, deployer, operator, guardian, stranger)).to.equal(0n)
    expect(await accountedFor(world)).to.equal(total)
    await hub.connect(alice).swap(cafe.id, airline.id, points('900'), 1n, FAR_FUTURE)
  })
})

import type { FunctionFragment } from 'ethers'
import { network } from 'hardhat'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAY, EPOCH, HOUR, NOTICE } from '../helpers/times.ts'

const ANYONE = '0x000000000000000000000000000000000000dEaD'

describe('Network parameters', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  describe('when a hub is deployed', () => {
    it('names its constants', async () => {
      const { hub, stablecoin, causeRegistry } = world

      expect(await hub.notice()).to.equal(NOTICE)
      expect(await hub.epochLength()).to.equal(EPOCH)
      expect(await hub.epochOrigin()).to.equal(0n)
      expect(await hub.maxPause()).to.equal(72n * HOUR)
      expect(await hub.pauseWindow()).to.equal(14n * DAY)
      expect(await hub.withdrawalWindow()).to.equal(3n * DAY)
      expect(await hub.maxReturnWindow()).to.equal(90n * DAY)
      expect(await hub.windDownPeriod()).to.equal(90n * DAY)
      expect(await stablecoin.decimals()).to.equal(6n)
      expect(await hub.stablecoin()).to.equal(await stablecoin.getAddress())
      expect(await hub.causeRegistry()).to.equal(await causeRegistry.getAddress())
      expect(await world.ethers.provider.getCode(await hub.tokenImplementation())).to.not.equal('0x')
    })

    it('has no function that changes them', async () => {
      const { hub, cafe } = world
      const writes = [...hub.interface.fragments, ...cafe.token.interface.fragments]
        .filter((fragment): fragment is FunctionFragment => fragment.type === 'function')
        .filter(({ stateMutability }) => stateMutability !== 'view' && stateMutability !== 'pure')
        .map(({ name }) => name)

      expect(writes.filter((name) => /notice|epoch|window|maxPause|upgrade|stablecoin/i.test(name))).to.deep.equal([])
    })

    it("computes the address of a token from the brand's id alone", async () => {
      const { hub, cafe, airline } = world

      expect(await hub.tokenOf(cafe.id)).to.equal(await cafe.token.getAddress())
      expect(await hub.tokenOf(airline.id)).to.equal(await airline.token.getAddress())
      expect(await world.ethers.provider.getCode(await hub.tokenOf(77n))).to.equal('0x')
    })

    it('finds brands by code', async () => {
      const { hub, airline } = world

      expect(await hub.brandIdOf('airline')).to.equal(airline.id)
      expect(await hub.brandIdOf('nobody')).to.equal(0n)
    })
  })

  describe('when it is deployed on another chain than the development one', () => {
    it('refuses a notice below ten days', async () => {
      const { ethers } = await network.create({ network: 'default', override: { chainId: 8_453 } })
      const factory = await ethers.getContractFactory('ClearingHub')
      const coin = await ethers.deployContract('NoReturnStablecoin')

      await expect(factory.deploy(ANYONE, coin, ANYONE, NOTICE - 1n))
        .to.be.revertedWithCustomError(factory, 'NoticeTooShort')
        .withArgs(NOTICE - 1n, NOTICE)
      const hub = await factory.deploy(ANYONE, coin, ANYONE, NOTICE)
      expect(await hub.notice()).to.equal(NOTICE)
    })

    it('has no development coin', async () => {
      const { ethers } = await network.create({ network: 'default', override: { chainId: 8_453 } })
      const factory = await ethers.getContractFactory('DevStablecoin')

      await expect(factory.deploy()).to.be.revertedWithCustomError(factory, 'DevelopmentOnly').withArgs(8_453n)
    })
  })

  describe('when it is deployed on the development chain', () => {
    it('takes any notice', async () => {
      const hub = await world.ethers.deployContract('ClearingHub', [ANYONE, world.stablecoin, ANYONE, 60n])

      expect(await hub.notice()).to.equal(60n)
    })

    it('refuses a notice above a year and a coin that does not count in millionths', async () => {
      const { ethers, stablecoin } = world
      const factory = await ethers.getContractFactory('ClearingHub')
      const coarse = await ethers.deployContract('PlainERC20', ['Coarse', 'COARSE'])

      await expect(factory.deploy(ANYONE, stablecoin, ANYONE, 365n * DAY + 1n))
        .to.be.revertedWithCustomError(factory, 'NoticeTooLong')
        .withArgs(365n * DAY + 1n, 365n * DAY)
      await expect(factory.deploy(ANYONE, coarse, ANYONE, NOTICE))
        .to.be.revertedWithCustomError(factory, 'BadStablecoin')
        .withArgs(18n)
    })
  })
})

import { getAddress, keccak256, AbiCoder, Wallet, ZeroAddress, type HDNodeWallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { CLAIM_QUOTA } from '../helpers/brands.ts'
import { domainOf, signIntent, typesOf } from '../helpers/intents.ts'
import { decodeLots } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, DAY, goToEpochAhead, HOUR, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('ClearingHub.claim', () => {
  let world: World
  let key: HDNodeWallet
  let claimAddress: string

  beforeEach(async () => {
    world = await freshWorld()
    const { hub, cafe } = world
    key = Wallet.createRandom()
    claimAddress = await hub.claimAddressOf(cafe.id, key.address)
    await mint(cafe, [[claimAddress, points('80')]])
  })

  async function sign(to: string, options: Partial<{ brandId: bigint; by: HDNodeWallet; chainId: bigint }> = {}) {
    const { brandId = world.cafe.id, by = key, chainId } = options
    const domain = await domainOf(world)

    return by.signTypedData({ ...domain, chainId: chainId ?? domain.chainId ?? 0n }, typesOf('Claim'), {
      brandId,
      claimKey: key.address,
      to,
    })
  }

  async function claim(to: string, options: Parameters<typeof sign>[1] = {}) {
    const { hub, relay, cafe } = world

    return hub.connect(relay).claim(cafe.id, key.address, to, await sign(to, options))
  }

  describe('when the claim key signed', () => {
    it('holds the points at an address that follows from brand and key alone', () => {
      const encoded = AbiCoder.defaultAbiCoder().encode(
        ['string', 'uint32', 'address'],
        ['claim', world.cafe.id, key.address],
      )
      expect(claimAddress).to.equal(getAddress(`0x${keccak256(encoded).slice(26)}`))
    })

    it('moves everything at the claim address, lots kept, whoever submits', async () => {
      const { hub, cafe, dave, ethers } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[claimAddress, points('20')]])
      const lots = await cafe.token.lotsOf(claimAddress)
      const epoch = await currentEpoch(world)

      const sent = claim(dave.address)

      await expect(sent).to.emit(hub, 'Claimed').withArgs(cafe.id, claimAddress, dave, points('100'), lots)
      await expect(sent).to.changeTokenBalances(
        ethers,
        cafe.token,
        [claimAddress, dave],
        [-points('100'), points('100')],
      )
      expect(decodeLots(await cafe.token.lotsOf(dave))).to.deep.equal([
        { lastEpoch: epoch + 1n, points: points('80') },
        { lastEpoch: epoch + 2n, points: points('20') },
      ])
      expect(await cafe.token.movedTo(claimAddress)).to.equal(dave.address)
    })

    it('can be repeated to the same account', async () => {
      const { cafe, dave, ethers } = world
      await claim(dave.address)
      await mint(cafe, [[claimAddress, points('3')]])

      await expect(claim(dave.address)).to.changeTokenBalance(ethers, cafe.token, dave, points('3'))
    })

    it('rides along in execute', async () => {
      const { hub, cafe, dave, relay, ethers } = world
      const message = { brandId: cafe.id, claimKey: key.address, to: dave.address }
      const intent = await signIntent(world, key, 'Claim', message)

      await expect(hub.connect(relay).execute([intent])).to.changeTokenBalance(ethers, cafe.token, dave, points('80'))
    })

    it('burns points of the destination that expired', async () => {
      const { cafe, alice, ethers } = world
      await goToEpochAhead(world, 3n)
      await mint(cafe, [[claimAddress, points('1')]])

      const sent = claim(alice.address)

      await expect(sent).to.emit(cafe.token, 'Expired').withArgs(cafe.id, alice, points('1000'))
      await expect(sent).to.changeTokenBalance(ethers, cafe.token, alice, points('1'))
    })
  })

  describe('when the claim quota is used up', () => {
    it('waits until it refills', async () => {
      const { cafe, dave, ethers } = world
      await cafe.token.setClaimQuota(points('80'))
      await claim(dave.address)
      await mint(cafe, [[claimAddress, points('40')]])

      await expect(claim(dave.address)).to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
      await wait(world, 11n * HOUR)
      await expect(claim(dave.address)).to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
      await wait(world, HOUR)
      await expect(claim(dave.address)).to.changeTokenBalance(ethers, cafe.token, dave, points('40'))
    })
  })

  describe('when the owner sets the quota to 0', () => {
    it('stops claims at once and keeps the points', async () => {
      const { cafe, dave, ethers } = world
      await cafe.token.setClaimQuota(0n)

      await expect(claim(dave.address))
        .to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
        .withArgs(cafe.id, cafe.token, 2n, points('80'), 0n)
      expect(await cafe.token.balanceOf(claimAddress)).to.equal(points('80'))

      await cafe.token.setClaimQuota(CLAIM_QUOTA)
      await wait(world, 2n * DAY)
      await expect(claim(dave.address)).to.changeTokenBalance(ethers, cafe.token, dave, points('80'))
    })
  })

  describe('rejects', () => {
    async function expectBadSignature(attempt: Promise<unknown>) {
      await expect(attempt).to.be.revertedWithCustomError(world.hub, 'BadClaimSignature').withArgs(key.address)
    }

    it("another key's signature", async () => {
      await expectBadSignature(claim(world.dave.address, { by: Wallet.createRandom() }))
    })

    it('a signature for another brand', async () => {
      await expectBadSignature(claim(world.dave.address, { brandId: world.airline.id }))
    })

    it('a signature for another chain', async () => {
      await expectBadSignature(claim(world.dave.address, { chainId: 1n }))
    })

    it('a signature for another destination', async () => {
      const { hub, cafe, relay, dave, bob } = world
      await expectBadSignature(hub.connect(relay).claim(cafe.id, key.address, bob, await sign(dave.address)))
    })

    it('no signature, for no key', async () => {
      const { hub, cafe, relay, dave } = world
      await expectBadSignature(hub.connect(relay).claim(cafe.id, key.address, dave, '0x'))
      await expect(hub.connect(relay).claim(cafe.id, ZeroAddress, dave, '0x'))
        .to.be.revertedWithCustomError(hub, 'BadClaimSignature')
        .withArgs(ZeroAddress)
    })

    it('a claim to another account than the first one', async () => {
      const { cafe, dave, bob } = world
      await claim(dave.address)
      await mint(cafe, [[claimAddress, points('3')]])

      await expect(claim(bob.address))
        .to.be.revertedWithCustomError(cafe.token, 'ClaimedToAnother')
        .withArgs(cafe.id, claimAddress, dave)
    })

    it('an empty claim address', async () => {
      const { cafe, dave } = world
      await claim(dave.address)
      await expect(claim(dave.address))
        .to.be.revertedWithCustomError(cafe.token, 'NothingToClaim')
        .withArgs(cafe.id, claimAddress)
    })

    it('points that expired', async () => {
      const { cafe, dave } = world
      await goToEpochAhead(world, 3n)
      await expect(claim(dave.address))
        .to.be.revertedWithCustomError(cafe.token, 'NothingToClaim')
        .withArgs(cafe.id, claimAddress)
    })

    it('no destination', async () => {
      await expect(claim(ZeroAddress))
        .to.be.revertedWithCustomError(world.cafe.token, 'ERC20InvalidReceiver')
        .withArgs(ZeroAddress)
    })

    it('an unknown brand', async () => {
      const { hub, dave, relay } = world
      const signature = await sign(dave.address, { brandId: 9n })
      await expect(hub.connect(relay).claim(9n, key.address, dave, signature))
        .to.be.revertedWithCustomError(hub, 'UnknownBrand')
        .withArgs(9n)
    })

    it('a paused network', async () => {
      const { hub, guardian, dave } = world
      await hub.connect(guardian).pause(DAY)
      await expect(claim(dave.address))
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })
  })
})

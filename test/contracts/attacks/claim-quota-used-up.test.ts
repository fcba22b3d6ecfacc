import { expect } from 'chai'
import { Wallet } from 'ethers'
import { freshWorld } from '../fixture.ts'
import { domainOf, typesOf } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { points } from '../helpers/units.ts'

describe('Attack: the claim quota used up with addresses made up for it', () => {
  it('costs quota only where a minter put points, and never goes round in circles', async () => {
    const world = await freshWorld()
    const { hub, cafe, alice, dave } = world
    const quota = points('100')
    await cafe.token.setClaimQuota(quota)
    const key = Wallet.createRandom()
    const claimAddress = await hub.claimAddressOf(cafe.id, key.address)
    const claim = async (to: string) => {
      const message = { brandId: cafe.id, claimKey: key.address, to }
      const signature = await key.signTypedData(await domainOf(world), typesOf('Claim'), message)
      return hub.claim(cafe.id, key.address, to, signature)
    }
    await cafe.token.connect(alice).transfer(claimAddress, points('50'))

    await expect(claim(claimAddress))
      .to.be.revertedWithCustomError(cafe.token, 'ERC20InvalidReceiver')
      .withArgs(claimAddress)
    await claim(dave.address)
    expect(await cafe.token.balanceOf(dave)).to.equal(points('50'))
    expect((await cafe.token.claimQuota()).available).to.equal(quota)

    await mint(cafe, [[claimAddress, points('3')]])
    await claim(dave.address)
    expect((await cafe.token.claimQuota()).available).to.equal(quota - points('3'))
    await cafe.token.connect(dave).transfer(claimAddress, points('53'))
    await claim(dave.address)
    expect(await cafe.token.balanceOf(dave)).to.equal(points('53'))
    expect((await cafe.token.claimQuota()).available).to.be.greaterThanOrEqual(quota - points('3'))
  })
})

import { Wallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { domainOf, typesOf } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { points } from '../helpers/units.ts'

describe('Attack: the seed of the claim keys leaks', () => {
  it('carries off the claim quota at most, until the owner stops claims', async () => {
    const world = await freshWorld()
    const { hub, cafe, stranger } = world
    await cafe.token.setClaimQuota(points('25'))
    const keys = Array.from({ length: 5 }, () => Wallet.createRandom())
    for (const { address } of keys) await mint(cafe, [[await hub.claimAddressOf(cafe.id, address), points('10')]])
    const claim = async (key: (typeof keys)[number]) => {
      const message = { brandId: cafe.id, claimKey: key.address, to: stranger.address }
      const signature = await key.signTypedData(await domainOf(world), typesOf('Claim'), message)

      return hub.claim(cafe.id, key.address, stranger, signature)
    }

    for (const key of keys.slice(0, 2)) await claim(key)
    for (const key of keys.slice(2)) {
      await expect(claim(key)).to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
    }
    expect(await cafe.token.balanceOf(stranger)).to.equal(points('20'))
    await cafe.token.setClaimQuota(0n)
    for (const key of keys) await expect(claim(key)).to.revert(world.ethers)

    expect(await cafe.token.balanceOf(stranger)).to.equal(points('20'))
    let kept = 0n
    for (const { address } of keys) kept += await cafe.token.balanceOf(await hub.claimAddressOf(cafe.id, address))
    expect(kept).to.equal(points('30'))
  })
})

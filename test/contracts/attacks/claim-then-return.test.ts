import { Wallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { reversalOf } from '../helpers/credits.ts'
import { domainOf, typesOf } from '../helpers/intents.ts'
import { eventOf } from '../helpers/logs.ts'
import { mint } from '../helpers/minting.ts'
import { points } from '../helpers/units.ts'
import { worthOf } from '../helpers/worth.ts'

describe('Attack: claim the points, then return the purchase', () => {
  it('loses them all the same, and cannot claim the next to another account', async () => {
    const world = await freshWorld()
    const { hub, cafe, dave, stranger } = world
    const key = Wallet.createRandom()
    const claimAddress = await hub.claimAddressOf(cafe.id, key.address)
    const claim = async (to: string) => {
      const message = { brandId: cafe.id, claimKey: key.address, to }
      return hub.claim(
        cafe.id,
        key.address,
        to,
        await key.signTypedData(await domainOf(world), typesOf('Claim'), message),
      )
    }
    const first = await mint(cafe, [[claimAddress, points('60')]])
    await claim(dave.address)
    const second = await mint(cafe, [[claimAddress, points('40')]])

    await expect(claim(stranger.address))
      .to.be.revertedWithCustomError(cafe.token, 'ClaimedToAnother')
      .withArgs(cafe.id, claimAddress, dave)
    await cafe.token.connect(cafe.minter).reverse([reversalOf(first, claimAddress, points('60'))])
    await cafe.token.connect(cafe.minter).reverse([reversalOf(second, claimAddress, points('40'))])

    expect(await worthOf(world, dave, stranger, claimAddress)).to.equal(0n)
  })

  it('keeps what it carried off as a debt that is named', async () => {
    const world = await freshWorld()
    const { hub, cafe, dave, stranger } = world
    const key = Wallet.createRandom()
    const claimAddress = await hub.claimAddressOf(cafe.id, key.address)
    const batch = await mint(cafe, [[claimAddress, points('60')]])
    const message = { brandId: cafe.id, claimKey: key.address, to: dave.address }
    const signature = await key.signTypedData(await domainOf(world), typesOf('Claim'), message)
    await hub.claim(cafe.id, key.address, dave, signature)
    await cafe.token.connect(dave).transfer(stranger, points('50'))

    const sent = cafe.token.connect(cafe.minter).reverse([reversalOf(batch, claimAddress, points('60'))])

    const { args } = await eventOf(sent, cafe.token, 'Reversed')
    expect([args.asked, args.taken, args.short, args.movedTo]).to.deep.equal([
      points('60'),
      points('10'),
      points('50'),
      dave.address,
    ])
  })
})

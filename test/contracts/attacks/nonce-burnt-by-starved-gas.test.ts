import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { signIntent, type SignedIntent } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: a relayer starves an intent to burn its nonce', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** Whatever gas the relayer gives, the nonce is used exactly where the points were spent. */
  async function starve(member: string, intent: SignedIntent) {
    const { hub, cafe, relay, connection } = world
    const held = await cafe.token.balanceOf(member)
    const outcomes = new Set<string>()

    for (let gasLimit = 60_000n; gasLimit <= 2_400_000n; gasLimit += gasLimit / 12n) {
      const snapshot = await connection.networkHelpers.takeSnapshot()
      const sent = await hub
        .connect(relay)
        .execute([intent], { gasLimit })
        .then((tx) => tx.wait())
        .then(() => 'mined')
        .catch(() => 'reverted')
      const [base, window] = await hub.noncesOf(member)
      const spent = (await cafe.token.balanceOf(member)) < held

      expect(base + window > 0n, `with ${gasLimit} gas`).to.equal(spent)
      outcomes.add(`${sent}, ${spent ? 'spent' : 'kept'}`)
      await snapshot.restore()
    }

    expect([...outcomes].toSorted()).to.deep.equal(['mined, spent', 'reverted, kept'])
  }

  it('gets a swap done or nothing', async () => {
    const { alice, cafe, airline } = world
    const message = { member: alice.address, fromBrandId: cafe.id, toBrandId: airline.id, points: points('10') }
    const intent = await signIntent(world, alice, 'Swap', {
      ...message,
      minPointsOut: 1n,
      nonce: 0n,
      deadline: FAR_FUTURE,
    })

    await starve(alice.address, intent)
  })

  it('gets a payment of an account done or nothing', async () => {
    const { ethers, alice, cafe, airline, bookshop } = world
    const account = await ethers.deployContract('AccountMock', [alice])
    const member = await account.getAddress()
    for (const brand of [cafe, airline, bookshop]) await mint(brand, [[member, points('10')]])
    const legs = [cafe, airline, bookshop].map(({ id }) => ({ brandId: id, points: points('10') }))
    const message = { member, brandId: bookshop.id, orderReference: hashOf('o'), legs, minValue: 1n }
    const intent = await signIntent(world, alice, 'Pay', { ...message, nonce: 0n, deadline: FAR_FUTURE })

    await starve(member, intent)
  })
})

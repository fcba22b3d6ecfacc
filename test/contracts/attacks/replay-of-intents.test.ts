import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { intentOf, signIntent } from '../helpers/intents.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: a replay of intents', () => {
  it('moves the points once, whoever sends them how often', async () => {
    const world = await freshWorld()
    const { hub, alice, bob, cafe, relay, stranger } = world
    const message = {
      member: alice.address,
      brandId: cafe.id,
      to: bob.address,
      points: points('10'),
      nonce: 0n,
      deadline: FAR_FUTURE,
    }
    const intent = await signIntent(world, alice, 'Transfer', message)
    const bobs = await cafe.token.balanceOf(bob)

    await hub.connect(relay).execute([intent, intent])
    await hub.connect(stranger).execute([intent])
    await hub.connect(relay).execute([intentOf('Transfer', { ...message, nonce: 1n }, intent.signature)])
    await hub.connect(relay).execute([intentOf('Transfer', { ...message, brandId: 2n }, intent.signature)])

    expect((await cafe.token.balanceOf(bob)) - bobs).to.equal(points('10'))
    expect(await cafe.token.balanceOf(alice)).to.equal(points('990'))
    expect(await hub.noncesOf(alice)).to.deep.equal([1n, 0n])

    // A nonce ahead of its turn is remembered all the same.
    const ahead = await signIntent(world, alice, 'Transfer', { ...message, nonce: 7n })
    for (let time = 0; time < 3; time++) await hub.connect(relay).execute([ahead, ahead])
    expect(await cafe.token.balanceOf(alice)).to.equal(points('980'))
  })
})

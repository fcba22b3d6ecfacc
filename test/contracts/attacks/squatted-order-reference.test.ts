import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { eventOf } from '../helpers/logs.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe("Attack: somebody squats on a victim's order reference", () => {
  it('keeps the victim from nothing and fools no till', async () => {
    const world = await freshWorld()
    const { hub, cafe, bookshop, alice, bob } = world
    const order = hashOf('order of Alice, 20 dollars')
    const { reserve } = await clearingOf(world, bookshop.id)
    // Bob reads the reference off the pool and pays a hundredth of a point on it first.
    const squat = await eventOf(
      hub.connect(bob).pay(bookshop.id, order, [{ brandId: cafe.id, points: 1n }], 1n, FAR_FUTURE),
      hub,
      'Paid',
    )
    const legs = [{ brandId: cafe.id, points: points('200') }]

    const paid = await eventOf(hub.connect(alice).pay(bookshop.id, order, legs, usd('20'), FAR_FUTURE), hub, 'Paid')

    const due = { member: alice.address, value: usd('20') }
    const accepted = [squat, paid].map(({ args }) => args.member === due.member && args.value >= due.value)
    expect(accepted).to.deep.equal([false, true])
    expect((await clearingOf(world, bookshop.id)).reserve).to.equal(reserve + usd('20.001'))
  })
})

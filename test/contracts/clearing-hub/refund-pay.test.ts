import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAILY_QUOTA, fund, ROLES } from '../helpers/brands.ts'
import { convertLots, decodeLots, spendOldest, sumLots, wordOf } from '../helpers/lots.ts'
import { eventOf } from '../helpers/logs.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import {
  currentEpoch,
  DAY,
  EPOCH,
  FAR_FUTURE,
  goToEpochAhead,
  HOUR,
  nextBlockAt,
  NOTICE,
  wait,
} from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

const ORDER = hashOf('order 1')
const ALL = 10n ** 18n

describe('ClearingHub.refundPay', () => {
  let world: World
  let payment: Awaited<ReturnType<typeof paymentOf>>

  beforeEach(async () => {
    world = await freshWorld()
    payment = await pay()
  })

  /** Alice pays 21 dollars at the bookshop: 10 in beans, 10 in miles, 1 in the bookshop's own pages. */
  async function pay(order = ORDER) {
    const legs = [
      { brandId: world.cafe.id, points: points('100') },
      { brandId: world.airline.id, points: points('1000') },
      { brandId: world.bookshop.id, points: points('50') },
    ]

    return paymentOf(world, world.hub.connect(world.alice).pay(world.bookshop.id, order, legs, 1n, FAR_FUTURE))
  }

  function refund(share: bigint, by = world.bookshop.minter) {
    return world.hub.connect(by).refundPay(payment, share)
  }

  describe('when the whole payment is refunded', () => {
    it('sends the value back and gives the points back with the lives they had', async () => {
      const { hub, alice, cafe, airline, bookshop } = world
      const epoch = await currentEpoch(world)

      const sent = refund(ALL)

      await expect(sent)
        .to.emit(hub, 'PaymentRefunded')
        .withArgs(bookshop.id, alice, ORDER, ALL, [
          [cafe.id, points('100'), usd('10'), 0n, wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('100') }])],
          [
            airline.id,
            points('1000'),
            usd('10'),
            0n,
            wordOf(epoch, [{ lastEpoch: epoch + 3n, points: points('1000') }]),
          ],
          [bookshop.id, points('50'), usd('1'), 0n, wordOf(epoch, [{ lastEpoch: epoch + 5n, points: points('50') }])],
        ])
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, alice, points('100'))
      await expect(sent).to.changeTokenBalance(world.ethers, airline.token, alice, points('1000'))
      await expect(sent).to.changeTokenBalance(world.ethers, bookshop.token, alice, points('50'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
      expect((await clearingOf(world, airline.id)).reserve).to.equal(usd('1000'))
      expect((await clearingOf(world, bookshop.id)).reserve).to.equal(usd('500'))
    })

    it('keeps the accounted total (invariants 1, 2)', async () => {
      const before = [await accountedFor(world), await world.hub.accounted()]

      await refund(ALL)

      expect([await accountedFor(world), await world.hub.accounted()]).to.deep.equal(before)
    })
  })

  describe('when it is refunded in parts', () => {
    it('telescopes to exactly the whole', async () => {
      const { alice, cafe, airline, bookshop } = world
      for (const share of [ALL / 3n, ALL / 2n, (ALL * 9_999n) / 10_000n, ALL]) await refund(share)

      expect(await cafe.token.balanceOf(alice)).to.equal(points('1000'))
      expect(await airline.token.balanceOf(alice)).to.equal(points('10000'))
      expect(await bookshop.token.balanceOf(alice)).to.equal(points('1000'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
      expect((await clearingOf(world, airline.id)).reserve).to.equal(usd('1000'))
      expect((await clearingOf(world, bookshop.id)).reserve).to.equal(usd('500'))
    })

    it('loses nothing to a thousand tiny parts', async () => {
      const { alice, cafe, bookshop } = world
      const legs = [{ brandId: cafe.id, points: 7n }]
      payment = await paymentOf(world, world.hub.connect(alice).pay(bookshop.id, hashOf('tiny'), legs, 1n, FAR_FUTURE))
      const before = [await cafe.token.balanceOf(alice), (await clearingOf(world, cafe.id)).reserve] as const

      for (let part = 1n; part <= 100n; part++) await refund((ALL * part) / 100n)

      expect(await cafe.token.balanceOf(alice)).to.equal(before[0] + 7n)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(before[1] + 7_000n)
    })

    it('gives back a third for a third', async () => {
      const { alice, cafe } = world

      await refund(ALL / 3n)

      expect(await cafe.token.balanceOf(alice)).to.equal(points('900') + 3_333n)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990') + 3_333_000n)
    })

    it('does nothing where the share is not higher than before', async () => {
      const { hub, alice, cafe, bookshop } = world
      await refund(ALL / 2n)
      const before = [await cafe.token.balanceOf(alice), (await clearingOf(world, bookshop.id)).reserve]

      await expect(refund(ALL / 2n)).to.not.emit(hub, 'PaymentRefunded')
      await expect(refund(ALL / 3n)).to.not.emit(hub, 'PaymentRefunded')
      await expect(refund(0n)).to.not.emit(hub, 'PaymentRefunded')

      expect([await cafe.token.balanceOf(alice), (await clearingOf(world, bookshop.id)).reserve]).to.deep.equal(before)
    })

    it('splits lots as they were spent, the remainder to the soonest', async () => {
      const { hub, alice, cafe, bookshop } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[alice, points('300')]])
      const epoch = await currentEpoch(world)
      const held = decodeLots(await cafe.token.lotsOf(alice))
      const { spent } = spendOldest(held, points('1000'))
      const legs = [{ brandId: cafe.id, points: points('1000') }]
      const sent = hub.connect(alice).pay(bookshop.id, hashOf('order 2'), legs, 1n, FAR_FUTURE)
      payment = await paymentOf(world, sent)
      const third = points('1000') / 3n

      for (const [share, part] of [
        [ALL / 3n, third],
        [ALL, points('1000') - third],
      ] as const) {
        const { args } = await eventOf(refund(share), hub, 'PaymentRefunded')

        expect(args.legs[0].points).to.equal(part)
        expect(args.legs[0].lots).to.equal(wordOf(epoch, convertLots(spent, part, epoch + 9n)))
      }
      expect(await cafe.token.balanceOf(alice)).to.equal(sumLots(held))
    })
  })

  describe('when lots expired meanwhile (invariant 11)', () => {
    beforeEach(async () => {
      // The beans die at the end of this epoch, the miles one epoch later.
      const epoch = await goToEpochAhead(world, 2n)
      await nextBlockAt(world, (epoch + 1n) * EPOCH - HOUR)
      payment = await pay(hashOf('order 3'))
      await goToEpochAhead(world, 1n)
    })

    it('keeps their value at the till and names it', async () => {
      const { hub, alice, cafe, airline, bookshop } = world
      const before = (await clearingOf(world, bookshop.id)).reserve

      const { args } = await eventOf(refund(ALL), hub, 'PaymentRefunded')

      const [beans, miles] = args.legs
      expect(beans.toArray()).to.deep.equal([cafe.id, 0n, 0n, usd('10'), 0n])
      expect([miles.points, miles.value, miles.lapsed]).to.deep.equal([points('1000'), usd('10'), 0n])
      expect(await cafe.token.balanceOf(alice)).to.equal(0n)
      expect(await airline.token.balanceOf(alice)).to.equal(points('9000'))
      expect((await clearingOf(world, bookshop.id)).reserve).to.equal(before - usd('10'))
    })

    it('gives back what is alive with the life it had', async () => {
      const { airline, alice } = world
      const epoch = await currentEpoch(world)

      await refund(ALL)

      expect(decodeLots(await airline.token.lotsOf(alice))).to.deep.equal([
        { lastEpoch: epoch, points: points('9000') },
      ])
      await goToEpochAhead(world, 1n)
      expect(await airline.token.balanceOf(alice)).to.equal(0n)
    })
  })

  describe("when a leg's brand winds down", () => {
    it('keeps its value at the till and names it', async () => {
      const { hub, alice, cafe, bookshop } = world
      await hub.connect(cafe.owner).windDown(cafe.id)

      const { args } = await eventOf(refund(ALL), hub, 'PaymentRefunded')

      expect(args.legs[0].toArray()).to.deep.equal([cafe.id, 0n, 0n, usd('10'), 0n])
      expect(await cafe.token.balanceOf(alice)).to.equal(points('900'))
      expect((await clearingOf(world, bookshop.id)).reserve).to.equal(usd('510'))
    })
  })

  describe("when a leg's brand raised its rate", () => {
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }

    beforeEach(async () => {
      const { cafe } = world
      await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('10000'))
    })

    it('gives back what the value buys at the announced rate', async () => {
      const { alice, cafe } = world

      await expect(refund(ALL)).to.changeTokenBalance(world.ethers, cafe.token, alice, points('80'))
    })

    it('gives nothing back where the value buys nothing any more, and names it', async () => {
      const { hub, alice, cafe, bookshop } = world
      const legs = [{ brandId: cafe.id, points: 1n }]
      payment = await paymentOf(world, hub.connect(alice).pay(bookshop.id, hashOf('crumb'), legs, 1n, FAR_FUTURE))

      const { args } = await eventOf(refund(ALL), hub, 'PaymentRefunded')

      expect(args.legs[0].toArray()).to.deep.equal([cafe.id, 0n, 0n, 1_000n, 0n])
    })

    it('gives back what the value buys at the higher rate once it is in effect', async () => {
      const { alice, cafe } = world
      await wait(world, NOTICE)

      await expect(refund(ALL)).to.changeTokenBalance(world.ethers, cafe.token, alice, points('80'))
    })
  })

  describe("when a leg's brand cut its rate", () => {
    it('never gives back more points than were spent', async () => {
      const { alice, cafe } = world
      const cut = { rate: usdPerPoint('0.08'), spreadBps: 0n, promisePercent: 100n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('10000'))
      await wait(world, NOTICE)

      await expect(refund(ALL)).to.changeTokenBalance(world.ethers, cafe.token, alice, points('100'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
    })
  })

  describe("when a leg's brand is half covered", () => {
    it('gives the points back at that cover, which stays what it was', async () => {
      const { hub, carol, gym, bookshop } = world
      const legs = [{ brandId: gym.id, points: points('1000') }]
      const sent = hub.connect(carol).pay(bookshop.id, ORDER, legs, usd('25'), FAR_FUTURE)
      payment = await paymentOf(world, sent)

      await expect(refund(ALL)).to.changeTokenBalance(world.ethers, gym.token, carol, points('1000'))

      expect((await clearingOf(world, gym.id)).reserve).to.equal(usd('100'))
      expect((await clearingOf(world, gym.id)).supply).to.equal(points('4000'))
    })
  })

  describe('when the network is paused', () => {
    it('refunds all the same', async () => {
      const { hub, guardian } = world
      await hub.connect(guardian).pause(DAY)

      await expect(refund(ALL)).to.emit(hub, 'PaymentRefunded')
    })
  })

  describe('when the member is locked', () => {
    it('refunds all the same', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(DAY)

      await expect(refund(ALL)).to.emit(hub, 'PaymentRefunded')
    })
  })

  describe('rejects', () => {
    it("a caller who is no minter of the till's brand", async () => {
      const { bookshop, cafe, alice } = world
      for (const caller of [alice, cafe.minter, world.operator]) {
        await expect(refund(ALL, caller))
          .to.be.revertedWithCustomError(bookshop.token, 'MissingRole')
          .withArgs(bookshop.id, caller, ROLES.MINTER)
      }
    })

    it('a payment changed in any field', async () => {
      const { hub, bookshop, bob } = world
      const [first, ...rest] = payment.legs
      if (first === undefined) throw new Error('The payment has no legs.')
      const forged = [
        { ...payment, member: bob.address },
        { ...payment, orderReference: hashOf('another') },
        { ...payment, paidAt: payment.paidAt + 1n },
        { ...payment, legs: rest },
        { ...payment, legs: [{ ...first, points: first.points + 1n }, ...rest] },
        { ...payment, legs: [{ ...first, value: first.value + 1n }, ...rest] },
        { ...payment, legs: [{ ...first, lots: first.lots + 1n }, ...rest] },
        { ...payment, legs: [{ ...first, brandId: world.gym.id }, ...rest] },
      ]
      for (const each of forged) {
        await expect(hub.connect(bookshop.minter).refundPay(each, ALL))
          .to.be.revertedWithCustomError(hub, 'UnknownPayment')
          .withArgs(each.brandId, each.member, each.orderReference)
      }
    })

    it('a share above one', async () => {
      await expect(refund(ALL + 1n))
        .to.be.revertedWithCustomError(world.hub, 'BadRefundShare')
        .withArgs(ALL + 1n)
    })

    it('a refund after 90 days, and takes one on the last second', async () => {
      const { hub } = world
      const closedAt = payment.paidAt + 90n * DAY
      await nextBlockAt(world, closedAt)
      await expect(refund(ALL / 2n)).to.emit(hub, 'PaymentRefunded')
      await nextBlockAt(world, closedAt + 1n)
      await expect(refund(ALL)).to.be.revertedWithCustomError(hub, 'RefundWindowOver').withArgs(closedAt)
    })

    it("a refund that breaks the till's promise, until it deposits (invariant 4)", async () => {
      const { hub, bookshop, dave } = world
      // 950 pages are out; 520 dollars cover 26,000.
      await mint(bookshop, [[dave, points('25050')]])
      await expect(refund(ALL)).to.be.revertedWithCustomError(bookshop.token, 'CoverBelowPromise')

      await fund(world, bookshop, usd('20.999999'))
      await expect(refund(ALL)).to.be.revertedWithCustomError(bookshop.token, 'CoverBelowPromise')
      await fund(world, bookshop, 1n)
      await expect(refund(ALL)).to.emit(hub, 'PaymentRefunded')
    })

    it("a refund above the refunder's quota", async () => {
      const { bookshop } = world
      // 20 dollars leave, which is 1,000 pages; 50 pages come back.
      await bookshop.token.setQuotas(bookshop.minter, points('1049.99'), DAILY_QUOTA)
      await expect(refund(ALL)).to.be.revertedWithCustomError(bookshop.token, 'QuotaExceeded')
    })
  })
})

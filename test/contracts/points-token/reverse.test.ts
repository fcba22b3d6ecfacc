import { keccak256, toBeHex, Wallet, ZeroAddress, type HDNodeWallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type Signer, type World } from '../fixture.ts'
import { DAILY_QUOTA, ROLES } from '../helpers/brands.ts'
import { creditRunOf, reversalOf, type MintedBatch } from '../helpers/credits.ts'
import { domainOf, typesOf } from '../helpers/intents.ts'
import { decodeLots, wordOf } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, DAY, FAR_FUTURE, goToEpochAhead, HOUR, nextBlockAt, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('PointsToken.reverse', () => {
  let world: World
  let batch: MintedBatch

  beforeEach(async () => {
    world = await freshWorld()
    const { cafe, carol, dave } = world
    batch = await mint(cafe, [
      [carol, points('30')],
      [dave, points('20')],
    ])
  })

  function reverse(member: string, total: bigint, of = batch, by: Signer = world.cafe.minter) {
    return world.cafe.token.connect(by).reverse([reversalOf(of, member, total)])
  }

  describe('when a purchase is returned', () => {
    it('takes the new total off the credit', async () => {
      const { cafe, carol, ethers } = world
      const epoch = await currentEpoch(world)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('12') }])
      const before = await clearingOf(world, cafe.id)

      const sent = reverse(carol.address, points('12'))

      await expect(sent)
        .to.emit(cafe.token, 'Reversed')
        .withArgs(cafe.id, 2n, carol, points('12'), points('12'), 0n, points('12'), ZeroAddress, lots, 0n)
      await expect(sent).to.changeTokenBalance(ethers, cafe.token, carol, -points('12'))
      expect(await cafe.token.reversedOf(2n, carol)).to.equal(points('12'))
      const after = await clearingOf(world, cafe.id)
      expect(after).to.deep.equal({ ...before, supply: before.supply - points('12') })
    })

    it('takes only the difference the next time', async () => {
      const { carol, cafe, ethers } = world
      await reverse(carol.address, points('12'))

      await expect(reverse(carol.address, points('30'))).to.changeTokenBalance(ethers, cafe.token, carol, -points('18'))
    })

    it('does nothing when sent again, or with a lower total', async () => {
      const { carol, cafe } = world
      await reverse(carol.address, points('12'))

      for (const total of [points('12'), points('5'), 0n]) {
        await expect(reverse(carol.address, total)).to.not.emit(cafe.token, 'Reversed')
      }
      expect(await cafe.token.balanceOf(carol)).to.equal(points('18'))
    })

    it('works at any place in any run, many at once', async () => {
      const { cafe } = world
      const members = Array.from({ length: 70 }, (_, i) => `0x${keccak256(toBeHex(i + 1)).slice(26)}`)
      batch = await mint(
        cafe,
        members.map((member) => [member, points('2')] as const),
      )

      await cafe.token.connect(cafe.minter).reverse(members.map((member) => reversalOf(batch, member, points('0.5'))))

      for (const member of members) expect(await cafe.token.balanceOf(member)).to.equal(points('1.5'))
    })

    it('reverses several credits of one run', async () => {
      const { cafe, carol, dave } = world
      const first = creditRunOf(batch, carol.address)
      const second = creditRunOf(batch, dave.address)
      const reversals = [
        { position: first.position, total: points('30') },
        { position: second.position, total: points('1') },
      ]

      await cafe.token.connect(cafe.minter).reverse([{ run: first.run, reversals }])

      expect(await cafe.token.balanceOf(carol)).to.equal(0n)
      expect(await cafe.token.balanceOf(dave)).to.equal(points('19'))
    })
  })

  describe('when the member holds lots of different age', () => {
    /** Dave holds 20 from the first epoch and 7 from the second. */
    let second: MintedBatch

    beforeEach(async () => {
      const { cafe, dave } = world
      await goToEpochAhead(world, 1n)
      second = await mint(cafe, [[dave, points('7')]], 90n * DAY)
      await wait(world, 40n * DAY)
    })

    it("takes the credit's lot first, then younger, then older", async () => {
      const { cafe, dave, carol } = world
      const epoch = await currentEpoch(world)
      // The credit's own lot is down to 2, beside 4 older ones.
      await cafe.token.connect(dave).transfer(carol, points('20'))
      await cafe.token.connect(dave).transfer(carol, points('5'))
      await cafe.token.connect(carol).transfer(dave, points('4'))
      expect(decodeLots(await cafe.token.lotsOf(dave))).to.deep.equal([
        { lastEpoch: epoch + 1n, points: points('4') },
        { lastEpoch: epoch + 2n, points: points('2') },
      ])

      await expect(reverse(dave.address, points('3'), second))
        .to.emit(cafe.token, 'Reversed')
        .withArgs(
          cafe.id,
          3n,
          dave,
          points('3'),
          points('3'),
          0n,
          points('3'),
          ZeroAddress,
          wordOf(epoch, [
            { lastEpoch: epoch + 1n, points: points('1') },
            { lastEpoch: epoch + 2n, points: points('2') },
          ]),
          0n,
        )
    })

    it('takes younger ones before older ones', async () => {
      const { cafe, alice, dave } = world
      // A longer life takes effect: what is minted then is younger than the second batch.
      const { rate, spreadBps, promisePercent } = (await cafe.token.brand()).terms
      await cafe.token
        .connect(cafe.rateSetter)
        .announceTerms({ rate, spreadBps, promisePercent, life: 4n }, points('10000'))
      await wait(world, 10n * DAY - HOUR)
      await cafe.token.connect(dave).transfer(alice, points('20'))
      await cafe.token.connect(dave).transfer(alice, points('6'))
      await cafe.token.connect(alice).transfer(dave, points('9'))
      await wait(world, HOUR)
      await mint(cafe, [[dave, points('3')]])
      const epoch = await currentEpoch(world)

      await nextBlockAt(world, second.mintedAt + 90n * DAY)
      await reverse(dave.address, points('5'), second)

      expect(decodeLots(await cafe.token.lotsOf(dave))).to.deep.equal([{ lastEpoch: epoch + 1n, points: points('8') }])
    })
  })

  describe('when the member spent some', () => {
    it('says what is short', async () => {
      const { cafe, carol, hub, reef } = world
      const epoch = await currentEpoch(world)
      await hub.connect(carol).donate(cafe.id, reef, points('25'), 1n, FAR_FUTURE)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('5') }])

      await expect(reverse(carol.address, points('30')))
        .to.emit(cafe.token, 'Reversed')
        .withArgs(cafe.id, 2n, carol, points('30'), points('5'), points('25'), points('30'), ZeroAddress, lots, 0n)
      expect(await cafe.token.balanceOf(carol)).to.equal(0n)
    })

    it('does not come back for it later', async () => {
      const { cafe, carol, bob } = world
      await cafe.token.connect(carol).transfer(bob, points('30'))
      await reverse(carol.address, points('30'))
      await cafe.token.connect(bob).transfer(carol, points('30'))

      await expect(reverse(carol.address, points('30'))).to.not.emit(cafe.token, 'Reversed')
      expect(await cafe.token.balanceOf(carol)).to.equal(points('30'))
    })
  })

  describe('when they were transferred away', () => {
    it('never follows them', async () => {
      const { cafe, carol, stranger } = world
      await cafe.token.connect(carol).transfer(stranger, points('30'))

      await reverse(carol.address, points('30'))

      expect(await cafe.token.balanceOf(stranger)).to.equal(points('30'))
    })
  })

  describe('when other points of the member expired', () => {
    it('burns those too', async () => {
      const { cafe, bob } = world
      await goToEpochAhead(world, 2n)
      await wait(world, 170n * DAY)
      const late = await mint(cafe, [[bob, points('5')]])
      await wait(world, 20n * DAY)
      const { supply } = await clearingOf(world, cafe.id)

      const sent = reverse(bob.address, points('4'), late)

      await expect(sent).to.emit(cafe.token, 'Expired').withArgs(cafe.id, bob, points('500'))
      expect(await cafe.token.balanceOf(bob)).to.equal(points('1'))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(supply - points('504'))
    })
  })

  describe('when points never expire', () => {
    it('takes the permanent lot first, then older ones', async () => {
      const { bookshop, hub, cafe, dave, bob } = world
      const permanent = await mint(bookshop, [[dave, points('20')]])
      await cafe.token.connect(bob).transfer(dave, points('1'))
      await hub.connect(dave).swap(cafe.id, bookshop.id, points('1'), 1n, FAR_FUTURE)
      const [fromCafe] = decodeLots(await bookshop.token.lotsOf(dave))
      const token = bookshop.token.connect(bookshop.minter)

      await token.reverse([reversalOf(permanent, dave.address, points('15'))])

      const epoch = await currentEpoch(world)
      expect(decodeLots(await bookshop.token.lotsOf(dave))).to.deep.equal([
        fromCafe,
        { lastEpoch: epoch + 5n, points: points('5') },
      ])
    })
  })

  describe('when the points were claimed', () => {
    let key: HDNodeWallet
    let claimAddress: string

    beforeEach(async () => {
      const { hub, cafe, alice } = world
      key = Wallet.createRandom()
      claimAddress = await hub.claimAddressOf(cafe.id, key.address)
      batch = await mint(cafe, [[claimAddress, points('40')]])
      const message = { brandId: cafe.id, claimKey: key.address, to: alice.address }
      const signature = await key.signTypedData(await domainOf(world), typesOf('Claim'), message)
      await hub.claim(cafe.id, key.address, alice, signature)
    })

    it('takes what is at the claim address first, then at the account', async () => {
      const { cafe, alice } = world
      const epoch = await currentEpoch(world)
      const lots = (amount: string) => wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points(amount) }])
      await mint(cafe, [[claimAddress, points('10')]])

      await expect(reverse(claimAddress, points('25')))
        .to.emit(cafe.token, 'Reversed')
        .withArgs(
          cafe.id,
          2n + 1n,
          claimAddress,
          points('25'),
          points('25'),
          0n,
          points('25'),
          alice,
          lots('10'),
          lots('15'),
        )
      expect(await cafe.token.balanceOf(alice)).to.equal(points('1025'))
      expect(await cafe.token.balanceOf(claimAddress)).to.equal(0n)
    })
  })

  describe('rejects', () => {
    it('a total above the credit', async () => {
      const { cafe, carol } = world
      await expect(reverse(carol.address, points('30.01')))
        .to.be.revertedWithCustomError(cafe.token, 'ReversalAboveCredit')
        .withArgs(cafe.id, 2n, carol, points('30.01'), points('30'))
    })

    it('after the return window, and takes the last second', async () => {
      const { cafe, carol } = world
      const closedAt = batch.mintedAt + batch.returnWindow
      await nextBlockAt(world, closedAt)
      await expect(reverse(carol.address, 1n)).to.emit(cafe.token, 'Reversed')
      await nextBlockAt(world, closedAt + 1n)
      await expect(reverse(carol.address, 2n))
        .to.be.revertedWithCustomError(cafe.token, 'ReturnWindowOver')
        .withArgs(cafe.id, 2n, closedAt)
    })

    it('anything where the window is zero', async () => {
      const { cafe, carol } = world
      const final = await mint(cafe, [[carol, points('1')]], 0n)
      await expect(reverse(carol.address, 1n, final))
        .to.be.revertedWithCustomError(cafe.token, 'ReturnWindowOver')
        .withArgs(cafe.id, 3n, final.mintedAt)
    })

    it('a run that is not of the batch, in any field', async () => {
      const { cafe, carol, dave } = world
      const { run, position } = creditRunOf(batch, carol.address)
      const [first = '', second = ''] = run.credits
      const raised = toBeHex(BigInt(first) + 1n, 32)
      const forged = [
        { ...run, sequence: 1n },
        { ...run, sequence: 9n },
        { ...run, mintedAt: run.mintedAt + DAY },
        { ...run, epoch: run.epoch + 1n },
        { ...run, life: run.life + 1n },
        { ...run, returnWindow: run.returnWindow + 1n },
        { ...run, index: 1n },
        { ...run, credits: [raised, second] },
        { ...run, credits: [first] },
        { ...run, credits: [second, first] },
        { ...run, runHashes: [...run.runHashes, ...run.runHashes] },
        { ...run, runHashes: [] },
        { ...run, credits: [raised, second], runHashes: [keccak256(`${raised}${second.slice(2)}`)] },
      ]
      for (const each of forged) {
        await expect(cafe.token.connect(cafe.minter).reverse([{ run: each, reversals: [{ position, total: 1n }] }]))
          .to.be.revertedWithCustomError(cafe.token, 'UnknownCreditRun')
          .withArgs(cafe.id, each.sequence, each.index)
      }
      expect(await cafe.token.balanceOf(dave)).to.equal(points('20'))
    })

    it('a position that the run does not have', async () => {
      const { cafe, carol } = world
      const { run } = creditRunOf(batch, carol.address)
      await expect(
        cafe.token.connect(cafe.minter).reverse([{ run, reversals: [{ position: 2n, total: 1n }] }]),
      ).to.be.revertedWithPanic(0x32)
    })

    it('more than the clawback quota', async () => {
      const { cafe, carol, dave } = world
      await cafe.token.setQuotas(cafe.minter, DAILY_QUOTA, points('40'))
      await reverse(carol.address, points('30'))
      await expect(reverse(dave.address, points('20'))).to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
      await reverse(dave.address, points('10'))
    })

    it('a caller who is no minter', async () => {
      const { cafe, carol, airline } = world
      for (const by of [carol, cafe.owner, cafe.treasurer, airline.minter]) {
        await expect(reverse(carol.address, 1n, batch, by))
          .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
          .withArgs(cafe.id, by, ROLES.MINTER)
        await expect(cafe.token.connect(by).reverse([])).to.be.revertedWithCustomError(cafe.token, 'MissingRole')
      }
    })
  })
})

import { MaxUint256, ZeroAddress } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { decodeLots } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { goToEpochAhead } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('PointsToken as an ERC-20', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  describe('transfer', () => {
    it('moves points and leaves the supply', async () => {
      const { cafe, alice, carol, ethers } = world

      const sent = cafe.token.connect(alice).transfer(carol, points('12.34'))

      await expect(sent).to.emit(cafe.token, 'Transfer').withArgs(alice, carol, points('12.34'))
      await expect(sent).to.changeTokenBalances(ethers, cafe.token, [alice, carol], [-points('12.34'), points('12.34')])
      expect(await cafe.token.totalSupply()).to.equal(points('1500'))
    })

    it('moves the oldest first', async () => {
      const { cafe, alice, carol } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[alice, points('5')]])
      const [old, young] = decodeLots(await cafe.token.lotsOf(alice))
      if (old === undefined || young === undefined) throw new Error('Alice holds no two lots.')

      await cafe.token.connect(alice).transfer(carol, points('1001'))

      expect(decodeLots(await cafe.token.lotsOf(carol))).to.deep.equal([old, { ...young, points: points('1') }])
      expect(decodeLots(await cafe.token.lotsOf(alice))).to.deep.equal([{ ...young, points: points('4') }])
    })

    it('to oneself changes nothing and renews nothing', async () => {
      const { cafe, alice } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[alice, points('5')]])
      const before = await cafe.token.lotsOf(alice)

      await cafe.token.connect(alice).transfer(alice, points('1003'))

      expect(await cafe.token.lotsOf(alice)).to.equal(before)
    })

    it('of nothing is a transfer too', async () => {
      const { cafe, alice, stranger } = world
      await expect(cafe.token.connect(stranger).transfer(alice, 0n))
        .to.emit(cafe.token, 'Transfer')
        .withArgs(stranger, alice, 0n)
    })

    it('rejects more than the balance', async () => {
      const { cafe, alice, carol } = world
      await expect(cafe.token.connect(alice).transfer(carol, points('1000.01')))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, points('1000'), points('1000.01'))
      await expect(cafe.token.connect(alice).transfer(carol, MaxUint256))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, points('1000'), MaxUint256)
    })

    it('rejects points that expired', async () => {
      const { cafe, alice, carol } = world
      await goToEpochAhead(world, 3n)
      await expect(cafe.token.connect(alice).transfer(carol, 1n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, 0n, 1n)
    })

    it('rejects the zero address', async () => {
      const { cafe, alice } = world
      await expect(cafe.token.connect(alice).transfer(ZeroAddress, 1n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InvalidReceiver')
        .withArgs(ZeroAddress)
    })
  })

  describe('approve and transferFrom', () => {
    it('spends an allowance', async () => {
      const { cafe, alice, bob, carol, ethers } = world
      await expect(cafe.token.connect(alice).approve(bob, points('10')))
        .to.emit(cafe.token, 'Approval')
        .withArgs(alice, bob, points('10'))

      await expect(cafe.token.connect(bob).transferFrom(alice, carol, points('4'))).to.changeTokenBalances(
        ethers,
        cafe.token,
        [alice, carol, bob],
        [-points('4'), points('4'), 0n],
      )
      expect(await cafe.token.allowance(alice, bob)).to.equal(points('6'))
    })

    it('leaves an infinite one', async () => {
      const { cafe, alice, bob, carol } = world
      await cafe.token.connect(alice).approve(bob, MaxUint256)
      await cafe.token.connect(bob).transferFrom(alice, carol, points('4'))
      expect(await cafe.token.allowance(alice, bob)).to.equal(MaxUint256)
    })

    it('replaces an allowance', async () => {
      const { cafe, alice, bob } = world
      await cafe.token.connect(alice).approve(bob, points('10'))
      await cafe.token.connect(alice).approve(bob, 1n)
      expect(await cafe.token.allowance(alice, bob)).to.equal(1n)
    })

    it('rejects too little allowance', async () => {
      const { cafe, alice, bob, carol } = world
      await cafe.token.connect(alice).approve(bob, 5n)
      await expect(cafe.token.connect(bob).transferFrom(alice, carol, 6n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientAllowance')
        .withArgs(bob, 5n, 6n)
    })

    it('rejects the zero address', async () => {
      const { cafe, alice, bob } = world
      await expect(cafe.token.connect(alice).approve(ZeroAddress, 1n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InvalidSpender')
        .withArgs(ZeroAddress)
      await cafe.token.connect(alice).approve(bob, 5n)
      await expect(cafe.token.connect(bob).transferFrom(alice, ZeroAddress, 5n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InvalidReceiver')
        .withArgs(ZeroAddress)
      await expect(cafe.token.connect(bob).transferFrom(ZeroAddress, bob, 0n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InvalidSender')
        .withArgs(ZeroAddress)
    })
  })
})

describe('PointsToken as an ERC-7818', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  it('names epoch, length, type and validity', async () => {
    const { cafe, bookshop } = world
    const epoch = await goToEpochAhead(world, 1n)

    expect(await cafe.token.currentEpoch()).to.equal(epoch)
    expect(await cafe.token.epochLength()).to.equal(15_552_000n)
    expect(await cafe.token.epochType()).to.equal(1n)
    expect(await cafe.token.validityDuration()).to.equal(2n)
    expect(await bookshop.token.validityDuration()).to.equal(MaxUint256)
  })

  it('tells a balance by the epoch its points stem from', async () => {
    const { cafe, alice } = world
    const epoch = await goToEpochAhead(world, 1n)
    await mint(cafe, [[alice, points('5')]])

    expect(await cafe.token.balanceOfAtEpoch(epoch, alice)).to.equal(points('5'))
    expect(await cafe.token.balanceOfAtEpoch(epoch - 1n, alice)).to.equal(points('1000'))
    expect(await cafe.token.balanceOfAtEpoch(epoch - 2n, alice)).to.equal(0n)
    expect(await cafe.token.balanceOfAtEpoch(epoch - 3n, alice)).to.equal(0n)
    expect(await cafe.token.balanceOfAtEpoch(epoch + 1n, alice)).to.equal(0n)
    expect(await cafe.token.balanceOfAtEpoch(MaxUint256, alice)).to.equal(0n)
  })

  it('adds up to the balance', async () => {
    const { cafe, alice } = world
    const epoch = await goToEpochAhead(world, 1n)
    await mint(cafe, [[alice, points('5')]])

    let sum = 0n
    for (let each = epoch - 5n; each <= epoch; each++) sum += await cafe.token.balanceOfAtEpoch(each, alice)
    expect(sum).to.equal(await cafe.token.balanceOf(alice))
  })

  it('counts everything at the present epoch where points never expire', async () => {
    const { bookshop, alice } = world
    const epoch = await goToEpochAhead(world, 7n)

    expect(await bookshop.token.balanceOfAtEpoch(epoch, alice)).to.equal(points('1000'))
    expect(await bookshop.token.balanceOfAtEpoch(epoch - 7n, alice)).to.equal(0n)
    expect(await bookshop.token.isEpochExpired(0n)).to.equal(false)
  })

  it('knows what has expired', async () => {
    const { cafe } = world
    const epoch = await goToEpochAhead(world, 1n)

    expect(await cafe.token.isEpochExpired(epoch + 1n)).to.equal(false)
    expect(await cafe.token.isEpochExpired(epoch)).to.equal(false)
    expect(await cafe.token.isEpochExpired(epoch - 2n)).to.equal(false)
    expect(await cafe.token.isEpochExpired(epoch - 3n)).to.equal(true)
  })
})

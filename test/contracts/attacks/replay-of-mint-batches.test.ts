import { ZeroHash } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { mint, RETURN_WINDOW } from '../helpers/minting.ts'
import { points } from '../helpers/units.ts'

describe('Attack: a replay of mint batches', () => {
  it('credits a batch once', async () => {
    const world = await freshWorld()
    const { cafe, dave } = world
    const { sequence, credits } = await mint(cafe, [[dave, points('10')]])

    await expect(cafe.token.connect(cafe.minter).mintBatch(sequence, [...credits], ZeroHash, RETURN_WINDOW))
      .to.be.revertedWithCustomError(cafe.token, 'BatchOutOfSequence')
      .withArgs(cafe.id, sequence + 1n, sequence)
    expect(await cafe.token.balanceOf(dave)).to.equal(points('10'))
  })
})

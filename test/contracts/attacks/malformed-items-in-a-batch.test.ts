import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { signIntent } from '../helpers/intents.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

const SWAP = 0n
const PAY = 2n

describe('Attack: an item so malformed that it takes the batch with it', () => {
  it('fails alone, whatever its verb or length', async () => {
    const world = await freshWorld()
    const { hub, cafe, alice, bob, relay, ethers } = world
    const transfer = (nonce: bigint) => {
      const message = { member: alice.address, brandId: cafe.id, to: bob.address, points: points('1'), nonce }
      return signIntent(world, alice, 'Transfer', { ...message, deadline: FAR_FUTURE })
    }
    const before = await cafe.token.balanceOf(bob)
    const malformed = [
      { verb: 9n, payload: '0x', signature: '0x' },
      { verb: 255n, payload: '0x', signature: '0x' },
      { verb: PAY, payload: ethers.hexlify(new Uint8Array(12_000)), signature: '0x' },
      { verb: SWAP, payload: '0x12', signature: '0x' },
    ]

    const sent = hub.connect(relay).execute([await transfer(0n), ...malformed, await transfer(1n)])
    await expect(sent)
      .to.emit(hub, 'IntentFailed')
      .withArgs(1n, 9n, hub.interface.encodeErrorResult('UnknownVerb', [9n]))
    for (const index of [2n, 3n, 4n])
      await expect(sent)
        .to.emit(hub, 'IntentFailed')
        .withArgs(index, malformed[Number(index) - 1]?.verb, anything)

    expect((await hub.queryFilter(hub.filters.IntentFailed())).length).to.equal(4)
    expect(await cafe.token.balanceOf(bob)).to.equal(before + points('2'))
  })
})

function anything(): boolean {
  return true
}

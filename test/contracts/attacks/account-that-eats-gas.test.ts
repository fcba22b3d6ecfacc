import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { intentOf, signIntent } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: an account that eats all gas', () => {
  it('costs the relayer a bounded amount and stops no other item', async () => {
    const world = await freshWorld()
    const { hub, cafe, alice, bob, relay, ethers } = world
    const eater = await ethers.deployContract('GasEaterAccount')
    await mint(cafe, [[eater, points('10')]])
    const message = { brandId: cafe.id, to: bob.address, points: points('10'), nonce: 0n, deadline: FAR_FUTURE }
    const bad = intentOf('Transfer', { ...message, member: await eater.getAddress() }, '0x1234')
    const good = await signIntent(world, alice, 'Transfer', { ...message, member: alice.address })

    const sent = hub.connect(relay).execute([bad, good, bad], { gasLimit: 8_000_000n })

    await expect(sent).to.changeTokenBalances(
      ethers,
      cafe.token,
      [eater, alice, bob],
      [0n, -points('10'), points('10')],
    )
    await expect(sent)
      .to.emit(hub, 'IntentFailed')
      .withArgs(0n, 4n, hub.interface.encodeErrorResult('BadSignature', [await eater.getAddress()]))
    const receipt = await (await sent).wait()
    expect((receipt?.gasUsed ?? 0n) < 2n * 650_000n + 200_000n).to.equal(true)
  })
})

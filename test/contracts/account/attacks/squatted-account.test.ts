import { expect } from 'chai'
import { addSignerCall } from '../../../../chain/account/account-calls.ts'
import { mint } from '../../helpers/minting.ts'
import { points } from '../../helpers/units.ts'
import { type Account, makeAccount, operate, signTransfer } from '../helpers/account-world.ts'
import { makePasskey } from '../helpers/passkey.ts'
import { freshWorld } from '../../fixture.ts'

const phone = makePasskey('phone')
const thief = makePasskey('thief')

describe('Attack: a squatted account', () => {
  it("makes the owner's account, at the owner's address, under the owner's key", async () => {
    const world = await freshWorld()
    const { accountFactory, stranger, hub, cafe } = world
    const { x, y } = phone.key
    const address = (await accountFactory.accountOf(x, y)) as `0x${string}`
    await mint(cafe, [[address, points('100')]])

    await accountFactory.connect(stranger).createAccount(x, y)

    const { contract } = await makeAccount(world, phone.key)
    expect(await contract.getAddress()).to.equal(address)
    for (const slot of [0, 1]) {
      const stolen = await signTransfer(world, { address } as Account, thief.signer(slot))
      expect(await hub.execute.staticCall([stolen])).to.deep.equal([false])
    }
    const own = await signTransfer(world, { address } as Account, phone.signer())
    expect(await hub.execute.staticCall([own])).to.deep.equal([true])
  })

  it("gains nothing by naming the owner's key in an account of one's own", async () => {
    const world = await freshWorld()
    const { cafe, hub } = world
    const [own, lure] = [await makeAccount(world, phone.key), await makeAccount(world, thief.key)]
    await mint(cafe, [[own.address, points('100')]])

    await operate(world, lure, thief.signer(), addSignerCall(lure.address, phone.key))

    const intent = await signTransfer(world, own, thief.signer())
    const nested = await signTransfer(world, lure, thief.signer())
    expect(await hub.execute.staticCall([intent, { ...intent, signature: nested.signature }])).to.deep.equal([
      false,
      false,
    ])
  })
})

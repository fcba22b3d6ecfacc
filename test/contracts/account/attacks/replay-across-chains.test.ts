import { expect } from 'chai'
import { network } from 'hardhat'
import { setRecoveryCall } from '../../../../chain/account/account-calls.ts'
import { openOver } from '../../helpers/coins.ts'
import { DAY } from '../../helpers/times.ts'
import { points } from '../../helpers/units.ts'
import { accountWorld, askFor, carry, operate, signCalls, signTransfer, withMira } from '../helpers/account-world.ts'
import { makePasskey } from '../helpers/passkey.ts'

const friend = makePasskey('friend')

describe('Attack: a replay across chains', () => {
  it('finds the same account at the same address, which takes nothing signed elsewhere', async () => {
    const here = await accountWorld()
    const connection = await network.create({ network: 'default', override: { chainId: 8453 } })
    const coin = await connection.ethers.deployContract('StablecoinMock')
    const there = await withMira(await openOver(connection, await coin.getAddress()))
    const { mira, phone } = here
    expect(there.mira.address).to.equal(mira.address)
    expect(await there.hub.getAddress()).to.equal(await here.hub.getAddress())
    for (const world of [here, there]) {
      await operate(
        world,
        world.mira,
        phone.signer(),
        setRecoveryCall(mira.address, { signer: friend.key, delay: Number(DAY) }),
      )
    }
    const intent = await signTransfer(here, mira, phone.signer())
    const operation = await signCalls(here, mira, phone.signer(), [])
    const request = await askFor(here, mira, friend.signer(), { proposed: friend.key })

    await there.hub.execute([intent])
    for (const signed of [operation, request]) {
      await expect(carry(there, signed)).to.be.revertedWithCustomError(there.mira.contract, 'SignatureInvalid')
      await carry(here, signed)
    }
    await here.hub.execute([intent])

    expect(await there.cafe.token.balanceOf(mira.address)).to.equal(points('100'))
    expect(await here.cafe.token.balanceOf(mira.address)).to.equal(points('90'))
  })
})

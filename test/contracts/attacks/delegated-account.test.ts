import { concat, Wallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { intentOf, signIntent } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('Attack: accounts that delegate by EIP-7702', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** A member with a key whose code now is a delegation. */
  async function delegated(acceptsAll: boolean) {
    const { ethers, connection, cafe } = world
    const delegate = await ethers.deployContract('DelegateMock', [acceptsAll])
    const member = Wallet.createRandom()
    await mint(cafe, [[member.address, points('10')]])
    await connection.networkHelpers.setCode(member.address, concat(['0xef0100', await delegate.getAddress()]))

    return member
  }

  function transferOf(member: string) {
    const { cafe, bob } = world

    return { member, brandId: cafe.id, to: bob.address, points: points('10'), nonce: 0n, deadline: FAR_FUTURE }
  }

  it('takes the key of an account whose delegate refuses every signature', async () => {
    const { hub, cafe, bob, relay, ethers } = world
    const member = await delegated(false)
    const intent = await signIntent(world, member, 'Transfer', transferOf(member.address))

    await expect(hub.connect(relay).execute([intent])).to.changeTokenBalances(
      ethers,
      cafe.token,
      [member, bob],
      [-points('10'), points('10')],
    )
  })

  it('lets a delegate that accepts everything give away its own account only', async () => {
    const { hub, cafe, alice, bob, relay, ethers } = world
    const member = await delegated(true)
    const forged = [member.address, alice.address].map((each) => intentOf('Transfer', transferOf(each), '0x1234'))

    await expect(hub.connect(relay).execute(forged)).to.changeTokenBalances(
      ethers,
      cafe.token,
      [member, alice, bob],
      [-points('10'), 0n, points('10')],
    )
  })

  it('lets contract members use the verbs directly', async () => {
    const { hub, cafe, airline, alice, ethers } = world
    const account = await ethers.deployContract('AccountMock', [alice])
    await mint(cafe, [[account, points('10')]])
    const swap = hub.interface.encodeFunctionData('swap', [cafe.id, airline.id, points('10'), 1n, FAR_FUTURE])

    await expect(account.connect(alice).run(hub, swap)).to.changeTokenBalance(ethers, airline.token, account, 9_803n)
  })
})

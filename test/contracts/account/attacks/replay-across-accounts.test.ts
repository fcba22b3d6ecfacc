import { expect } from 'chai'
import { addSignerCall, setRecoveryCall } from '../../../../chain/account/account-calls.ts'
import { DAY } from '../../helpers/times.ts'
import { mint } from '../../helpers/minting.ts'
import { points } from '../../helpers/units.ts'
import {
  type Account,
  type AccountWorld,
  accountWorld,
  askFor,
  carry,
  makeAccount,
  operate,
  signCalls,
  signTransfer,
} from '../helpers/account-world.ts'
import { makePasskey } from '../helpers/passkey.ts'

const friend = makePasskey('friend')

/** The phone signs for Mira's account, for another one of its own from another factory, and for Noor's beside her. */
describe('Attack: a replay across accounts of one key', () => {
  let world: AccountWorld
  let others: Account[]

  beforeEach(async () => {
    world = await accountWorld()
    const { phone, cafe, ethers } = world
    const factory = await ethers.deployContract('MemberAccountFactory')
    const twin = await makeAccount({ ...world, accountFactory: factory as never }, phone.key)
    const noors = makePasskey('noor')
    const noor = await makeAccount(world, noors.key)
    await operate(world, noor, noors.signer(), addSignerCall(noor.address, phone.key))
    others = [twin, noor]
    await mint(
      cafe,
      others.map(({ address }) => [address, points('100')]),
    )
  })

  it("takes no intent of one account for another's", async () => {
    const { hub, relay, mira, phone, cafe } = world
    const intent = await signTransfer(world, mira, phone.signer())

    for (const other of others) {
      const slot = other === others[1] ? 1 : 0
      const own = await signTransfer(world, other, phone.signer(slot))
      const foreign = await signTransfer(world, mira, phone.signer(slot))
      // The other account's payload under Mira's signature, and an intent that names the other, signed as Mira's.
      const misplaced = await signTransfer(world, mira, phone.signer(slot), { member: other.address })
      await hub.connect(relay).execute([{ ...own, signature: foreign.signature }, misplaced])
      await hub.connect(relay).execute([{ ...own, signature: intent.signature }])

      expect(await cafe.token.balanceOf(other.address)).to.equal(points('100'))
      expect(await hub.connect(relay).execute.staticCall([own])).to.deep.equal([true])
    }
  })

  it("takes no operation of one account for another's", async () => {
    const { mira, phone } = world
    for (const other of others) {
      const operation = await signCalls(world, mira, phone.signer(other === others[1] ? 1 : 0), [])

      await expect(carry(world, { ...operation, account: other.address })).to.be.revertedWithCustomError(
        other.contract,
        'SignatureInvalid',
      )
    }
  })

  it("takes no recovery of one account for another's", async () => {
    const { mira, phone } = world
    const recovery = { signer: friend.key, delay: Number(DAY) }
    for (const [account, slot] of [
      [mira, 0],
      [others[0] ?? mira, 0],
      [others[1] ?? mira, 1],
    ] as const) {
      await operate(world, account, phone.signer(slot), setRecoveryCall(account.address, recovery))
    }
    const request = await askFor(world, mira, friend.signer(), { proposed: friend.key })

    for (const other of others) {
      await expect(carry(world, { ...request, account: other.address })).to.be.revertedWithCustomError(
        other.contract,
        'SignatureInvalid',
      )
    }
    await carry(world, request)
  })
})

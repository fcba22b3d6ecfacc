import { expect } from 'chai'
import { addSignerCall, removeSignerCall, setRecoveryCall } from '../../../../chain/account/account-calls.ts'
import { DAY, wait } from '../../helpers/times.ts'
import { points } from '../../helpers/units.ts'
import {
  accountWorld,
  type AccountWorld,
  askFor,
  carry,
  operate,
  signCalls,
  signTransfer,
} from '../helpers/account-world.ts'
import { makePasskey } from '../helpers/passkey.ts'

const stolen = makePasskey('stolen tablet')
const fresh = makePasskey('new tablet')
const friend = makePasskey('friend')

describe('Attack: what a removed signer signed before', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
    const { mira, phone } = world
    await operate(
      world,
      mira,
      phone.signer(),
      addSignerCall(mira.address, stolen.key),
      setRecoveryCall(mira.address, { signer: friend.key, delay: Number(DAY) }),
    )
  })

  async function prepared(signer = stolen.signer(1)) {
    const { mira } = world

    return {
      intent: await signTransfer(world, mira, signer),
      operation: await signCalls(world, mira, signer, [addSignerCall(mira.address, stolen.key)]),
    }
  }

  async function expectWorthless({ intent, operation }: Awaited<ReturnType<typeof prepared>>) {
    const { hub, cafe, mira } = world
    await hub.execute([intent])
    expect(await cafe.token.balanceOf(mira.address)).to.equal(points('100'))
    await expect(carry(world, operation)).to.be.revertedWithCustomError(mira.contract, 'SignatureInvalid')
  }

  it('counts no more, also when somebody else has its slot', async () => {
    const { mira, phone } = world
    const old = await prepared()

    await operate(world, mira, phone.signer(), removeSignerCall(mira.address, stolen.key))
    await expectWorthless(old)
    await operate(world, mira, phone.signer(), addSignerCall(mira.address, fresh.key))
    await expectWorthless(old)
    await expectWorthless(await prepared())
  })

  it('counts no more for the first passkey either', async () => {
    const { mira, phone } = world
    await operate(world, mira, phone.signer(), addSignerCall(mira.address, fresh.key))
    const old = await prepared(phone.signer())

    await operate(world, mira, fresh.signer(2), removeSignerCall(mira.address, phone.key))

    await expectWorthless(old)
  })

  it('counts no more after a recovery', async () => {
    const { mira, phone } = world
    const old = [await prepared(), await prepared(phone.signer())]
    await carry(world, await askFor(world, mira, friend.signer(), { proposed: fresh.key }))
    await wait(world, DAY)

    await carry(world, { kind: 'finish-recovery', account: mira.address })

    for (const each of old) await expectWorthless(each)
  })
})

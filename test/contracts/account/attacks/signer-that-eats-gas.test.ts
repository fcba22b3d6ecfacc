import { expect } from 'chai'
import type { Address } from 'viem'
import { addSignerCall } from '../../../../chain/account/account-calls.ts'
import type { AccountSigner } from '../../../../chain/account/account-signer.ts'
import { toAddressSigner } from '../../../../chain/account/signer.ts'
import { points } from '../../helpers/units.ts'
import { type AccountWorld, accountWorld, carry, operate, signCalls, signTransfer } from '../helpers/account-world.ts'

const anything = (slot: number): AccountSigner => ({ slot, sign: () => Promise.resolve('0x1234') })

describe('Attack: a signer that eats gas, or answers with a megabyte', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  /** Deploys the contract and lets it sign for Mira in slot 1. */
  async function addContract(name: string, ...args: unknown[]) {
    const { mira, phone, ethers } = world
    const contract = await ethers.deployContract(name, args)
    const signer = toAddressSigner((await contract.getAddress()) as Address)
    await operate(world, mira, phone.signer(), addSignerCall(mira.address, signer))
  }

  for (const [name, ...args] of [
    ['GasEaterAccount'],
    ['HugeAnswerAccount', false, false],
    ['HugeAnswerAccount', true, true],
  ] as const) {
    it(`costs a bounded amount and stops nobody: ${name}(${args.join()})`, async () => {
      const { hub, relay, mira, phone, cafe, bob, ethers } = world
      await addContract(name, ...args)
      const bad = await signTransfer(world, mira, anything(1))
      const good = await signTransfer(world, mira, phone.signer())

      const sent = hub.connect(relay).execute([bad, good, bad], { gasLimit: 8_000_000n })

      await expect(sent).to.changeTokenBalance(ethers, cafe.token, bob, points('10'))
      const receipt = await (await sent).wait()
      expect((receipt?.gasUsed ?? 0n) < 2n * 650_000n + 200_000n).to.equal(true)
      const operation = await signCalls(world, mira, anything(1), [])
      await expect(carry(world, operation)).to.revert(ethers)
    })
  }

  it('takes a true answer however long it is', async () => {
    const { hub, relay, mira, cafe, bob, ethers } = world
    await addContract('HugeAnswerAccount', false, true)

    const sent = hub.connect(relay).execute([await signTransfer(world, mira, anything(1))], { gasLimit: 8_000_000n })

    await expect(sent).to.changeTokenBalance(ethers, cafe.token, bob, points('10'))
  })

  it('ends with accounts that sign for each other in a circle', async () => {
    const { hub, relay, mira, phone, ethers } = world
    const nested = await ethers.deployContract('NestedAccount', [mira.address])
    await operate(
      world,
      mira,
      phone.signer(),
      addSignerCall(mira.address, toAddressSigner((await nested.getAddress()) as Address)),
    )

    const intent = await signTransfer(world, mira, anything(1))

    expect(await hub.connect(relay).execute.staticCall([intent])).to.deep.equal([false])
  })
})

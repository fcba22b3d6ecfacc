import { expect } from 'chai'
import { type Address, encodeFunctionData, erc20Abi, type Hex, zeroAddress, zeroHash } from 'viem'
import { addSignerCall } from '../../../chain/account/account-calls.ts'
import type { AccountCall } from '../../../chain/account/account-operation.ts'
import { freshNonce } from '../../../chain/account/sign-operation.ts'
import { FAR_FUTURE, nextBlockAt, now } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { type AccountWorld, accountWorld, carry, operate, signCalls } from './helpers/account-world.ts'
import { makePasskey } from './helpers/passkey.ts'

const tablet = makePasskey('tablet')
/** A batch of calls, no options, all or none. */
const BATCH = `0x01${'00'.repeat(31)}`

describe('MemberAccount.executeSigned', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  async function send(to: Address, amount: bigint): Promise<AccountCall> {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })

    return { to: (await world.cafe.token.getAddress()) as Address, value: 0n, data }
  }

  const sign = (calls: AccountCall[], changes = {}) =>
    signCalls(world, world.mira, world.phone.signer(), calls, changes)

  describe('when a signer signed and anybody carries', () => {
    it('makes the calls in order, says so, and uses the nonce', async () => {
      const { mira, bob, carol, cafe, ethers } = world
      const calls = [await send(bob.address as Address, 7n), await send(carol.address as Address, 5n)]

      const sent = carry(world, await sign(calls, { nonce: 5n }))

      await expect(sent).to.changeTokenBalances(ethers, cafe.token, [mira.address, bob, carol], [-12n, 7n, 5n])
      await expect(sent).to.emit(mira.contract, 'OperationExecuted').withArgs(5n)
      expect(await mira.contract.isNonceUsed(5n)).to.equal(true)
      expect(await mira.contract.isNonceUsed(4n)).to.equal(false)
    })

    it('calls other contracts as the account', async () => {
      const { hub, mira, phone, cafe, airline, ethers } = world
      const args: [bigint, bigint, bigint, bigint, bigint] = [cafe.id, airline.id, points('10'), 1n, FAR_FUTURE]
      const data = hub.interface.encodeFunctionData('swap', args) as Hex

      await expect(
        operate(world, mira, phone.signer(), { to: (await hub.getAddress()) as Address, value: 0n, data }),
      ).to.changeTokenBalance(ethers, cafe.token, mira.address, -points('10'))
    })

    it('sends ether that was sent to it', async () => {
      const { mira, phone, bob, carol, ethers } = world
      await bob.sendTransaction({ to: mira.address, value: 10n })

      const sent = operate(world, mira, phone.signer(), { to: carol.address as Address, value: 4n, data: '0x' })

      await expect(sent).to.changeEtherBalances(ethers, [mira.address, carol], [-4n, 4n])
    })

    it('takes no address for the account itself', async () => {
      const { mira, phone } = world

      await operate(world, mira, phone.signer(), { ...addSignerCall(mira.address, tablet.key), to: zeroAddress })

      expect(await mira.contract.signers()).to.have.length(2)
    })

    it('takes nonces in any order, each once', async () => {
      const { mira, bob, cafe } = world
      const call = await send(bob.address as Address, 1n)
      const before = await cafe.token.balanceOf(mira.address)

      for (const nonce of [300n, 2n ** 256n - 1n, 0n, 299n, freshNonce()]) {
        const operation = await sign([call], { nonce })
        await carry(world, operation)
        await expect(carry(world, operation)).to.be.revertedWithCustomError(mira.contract, 'NonceUsed').withArgs(nonce)
      }

      expect(before - (await cafe.token.balanceOf(mira.address))).to.equal(5n)
    })

    it('calls off what was signed with a nonce by using it for nothing', async () => {
      const { mira, bob } = world
      const operation = await sign([await send(bob.address as Address, 1n)], { nonce: 9n })

      await carry(world, await sign([], { nonce: 9n }))

      await expect(carry(world, operation)).to.be.revertedWithCustomError(mira.contract, 'NonceUsed')
    })

    it('can be carried in the last second', async () => {
      const deadline = (await now(world)) + 100n
      const operation = await sign([], { deadline })
      await nextBlockAt(world, deadline)

      await carry(world, operation)
    })
  })

  describe('rejects', () => {
    it('what is a second too late', async () => {
      const { mira } = world
      const deadline = (await now(world)) + 100n
      const operation = await sign([], { deadline })
      await nextBlockAt(world, deadline + 1n)

      await expect(carry(world, operation))
        .to.be.revertedWithCustomError(mira.contract, 'DeadlineOver')
        .withArgs(deadline)
    })

    it('all calls if one fails, with its reason, and keeps the nonce', async () => {
      const { mira, bob, cafe, phone } = world
      const [good, bad] = [await send(bob.address as Address, 1n), await send(bob.address as Address, points('1000'))]
      const bobs = await cafe.token.balanceOf(bob)

      await expect(carry(world, await sign([good, bad]))).to.be.revertedWithCustomError(
        cafe.token,
        'ERC20InsufficientBalance',
      )

      expect(await cafe.token.balanceOf(bob)).to.equal(bobs)
      expect(await mira.contract.isNonceUsed(0n)).to.equal(false)
      await carry(world, await signCalls(world, mira, phone.signer(), [good]))
    })

    it('a signature by somebody else, and over anything else', async () => {
      const { mira, bob } = world
      const operation = await sign([await send(bob.address as Address, 1n)])
      const [call] = operation.calls
      if (call === undefined) throw new Error('There is no call.')

      for (const changed of [
        await signCalls(world, mira, tablet.signer(), [call]),
        { ...operation, nonce: 1n },
        { ...operation, deadline: operation.deadline - 1n },
        { ...operation, calls: [] },
        { ...operation, calls: [call, call] },
        { ...operation, calls: [{ ...call, value: 1n }] },
        { ...operation, calls: [{ ...call, to: mira.address }] },
        { ...operation, calls: [{ ...call, data: '0x' as const }] },
        { ...operation, signature: '0x' as const },
      ]) {
        await expect(carry(world, changed))
          .to.be.revertedWithCustomError(mira.contract, 'SignatureInvalid')
          .withArgs(mira.address)
      }
    })
  })

  describe('beside execute of ERC-7821', () => {
    it('lets the account itself execute a batch', async () => {
      const { mira, phone, bob, cafe, ethers } = world
      const { to, value, data } = await send(bob.address as Address, 3n)
      const batch = ethers.AbiCoder.defaultAbiCoder().encode(['tuple(address,uint256,bytes)[]'], [[[to, value, data]]])
      const inner = mira.contract.interface.encodeFunctionData('execute', [BATCH, batch]) as Hex

      await expect(
        operate(world, mira, phone.signer(), { to: mira.address, value: 0n, data: inner }),
      ).to.changeTokenBalance(ethers, cafe.token, bob, 3n)
    })

    it('refuses strangers, and modes it does not know', async () => {
      const { mira, phone, stranger } = world
      const unknown = mira.contract.interface.encodeFunctionData('execute', [zeroHash, '0x']) as Hex

      expect(await mira.contract.supportsExecutionMode(BATCH)).to.equal(true)
      expect(await mira.contract.supportsExecutionMode(zeroHash)).to.equal(false)
      await expect(mira.contract.connect(stranger).execute(BATCH, '0x'))
        .to.be.revertedWithCustomError(mira.contract, 'AccountUnauthorized')
        .withArgs(stranger)
      await expect(
        operate(world, mira, phone.signer(), { to: mira.address, value: 0n, data: unknown }),
      ).to.be.revertedWithCustomError(mira.contract, 'UnsupportedExecutionMode')
    })
  })

  it('takes vouchers, tickets and badges that are sent to the account', async () => {
    const { contract } = world.mira

    expect(await contract.onERC1155Received.staticCall(zeroAddress, zeroAddress, 1n, 1n, '0x')).to.equal('0xf23a6e61')
    expect(await contract.onERC1155BatchReceived.staticCall(zeroAddress, zeroAddress, [1n], [1n], '0x')).to.equal(
      '0xbc197c81',
    )
    expect(await contract.onERC721Received.staticCall(zeroAddress, zeroAddress, 1n, '0x')).to.equal('0x150b7a02')
    expect(await contract.supportsInterface('0x4e2312e0')).to.equal(true)
  })
})

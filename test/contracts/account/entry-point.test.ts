import { expect } from 'chai'
import { concat, type Hex, keccak256, stringToHex, zeroHash } from 'viem'
import { encodeAssertion } from '../../../chain/account/assertion.ts'
import { points } from '../helpers/units.ts'
import { type AccountWorld, accountWorld } from './helpers/account-world.ts'
import { makePasskey, type Passkey } from './helpers/passkey.ts'

/** EntryPoint v0.8, the same on every chain. */
const ENTRY_POINT = '0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108'
const BATCH = `0x01${'00'.repeat(31)}`
const HASH = keccak256(stringToHex('user operation'))

describe('MemberAccount at the EntryPoint', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  async function entryPoint() {
    const { connection, ethers } = world
    await connection.networkHelpers.impersonateAccount(ENTRY_POINT)
    await connection.networkHelpers.setBalance(ENTRY_POINT, 10n ** 18n)

    return world.mira.contract.connect(await ethers.getSigner(ENTRY_POINT))
  }

  function operation(passkey: Passkey, slot: Hex = '0x00') {
    return {
      sender: world.mira.address,
      nonce: 0n,
      initCode: '0x',
      callData: '0x',
      accountGasLimits: zeroHash,
      preVerificationGas: 0n,
      gasFees: zeroHash,
      paymasterAndData: '0x',
      signature: concat([slot, encodeAssertion(passkey.assert(HASH))]),
    }
  }

  it('takes operations that a signer signed, no others', async () => {
    const { phone } = world
    const account = await entryPoint()

    expect(await account.entryPoint()).to.equal(ENTRY_POINT)
    expect(await account.validateUserOp.staticCall(operation(phone), HASH, 0n)).to.equal(0n)
    expect(await account.validateUserOp.staticCall(operation(phone), zeroHash, 0n)).to.equal(1n)
    expect(await account.validateUserOp.staticCall(operation(phone, '0x01'), HASH, 0n)).to.equal(1n)
    expect(await account.validateUserOp.staticCall(operation(makePasskey('tablet')), HASH, 0n)).to.equal(1n)
  })

  it('pays what the EntryPoint lacks', async () => {
    const { phone, mira, bob, ethers } = world
    const account = await entryPoint()
    await bob.sendTransaction({ to: mira.address, value: 10n })

    await expect(account.validateUserOp(operation(phone), HASH, 7n)).to.changeEtherBalance(ethers, mira.address, -7n)
  })

  it('lets the EntryPoint execute, and administer the account', async () => {
    const { cafe, bob, ethers } = world
    const account = await entryPoint()
    const transfer = cafe.token.interface.encodeFunctionData('transfer', [bob.address, points('1')])
    const batch = ethers.AbiCoder.defaultAbiCoder().encode(
      ['tuple(address,uint256,bytes)[]'],
      [[[await cafe.token.getAddress(), 0n, transfer]]],
    )

    await expect(account.execute(BATCH, batch)).to.changeTokenBalance(ethers, cafe.token, bob, points('1'))
    await account.addSigner(makePasskey('tablet').key)
    expect(await account.signers()).to.have.length(2)
  })

  it('takes operations from nobody else', async () => {
    const { mira, phone, stranger } = world

    await expect(mira.contract.connect(stranger).validateUserOp(operation(phone), HASH, 1n))
      .to.be.revertedWithCustomError(mira.contract, 'AccountUnauthorized')
      .withArgs(stranger)
  })
})

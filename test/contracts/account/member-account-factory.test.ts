import { expect } from 'chai'
import { zeroHash } from 'viem'
import { accountAddress } from '../../../chain/account/account-address.ts'
import { accountImplementation } from '../../../chain/account/account-implementation.ts'
import { createAccount } from '../../../chain/account/create-account.ts'
import { findAccounts } from '../../../chain/account/find-accounts.ts'
import { isDeployed } from '../../../chain/account/is-deployed.ts'
import { recoverKeys } from '../../../chain/account/recover-keys.ts'
import { freshWorld, type World } from '../fixture.ts'
import { mint } from '../helpers/minting.ts'
import { points } from '../helpers/units.ts'
import { type Account, chainIdOf, makeAccount, signTransfer } from './helpers/account-world.ts'
import { makePasskey } from './helpers/passkey.ts'

const phone = makePasskey('phone')
const { x, y } = phone.key
/** Of the field the curve lives in. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn

describe('MemberAccountFactory', () => {
  let world: World
  let factory: `0x${string}`

  beforeEach(async () => {
    world = await freshWorld()
    factory = (await world.accountFactory.getAddress()) as `0x${string}`
  })

  it('knows the address of an account before it is made, as everybody can compute it', async () => {
    const { accountFactory, connection } = world
    const client = await connection.viem.getPublicClient()
    const implementation = await accountImplementation(client, factory)

    for (const { key } of [phone, makePasskey('tablet'), makePasskey('watch')]) {
      const address = accountAddress({ factory, implementation, key })
      expect(await accountFactory.accountOf(key.x, key.y)).to.equal(address)
      expect(await isDeployed(client, address)).to.equal(false)
      const { contract } = await makeAccount(world, key)
      expect(await contract.getAddress()).to.equal(address)
      expect(await isDeployed(client, address)).to.equal(true)
      expect(await contract.firstKey()).to.deep.equal([key.x, key.y])
    }
  })

  it('says so when it makes one, and makes it once, whoever asks how often', async () => {
    const { accountFactory, stranger, relay, ethers } = world
    const address = await accountFactory.accountOf(x, y)
    const { functionName, args } = createAccount({ factory, key: phone.key })
    expect(await accountFactory.getFunction(functionName).staticCall(...args)).to.equal(address)

    await expect(accountFactory.connect(stranger).createAccount(x, y))
      .to.emit(accountFactory, 'AccountCreated')
      .withArgs(address, x, y)
    const code = await ethers.provider.getCode(address)

    expect(await accountFactory.createAccount.staticCall(x, y)).to.equal(address)
    await expect(accountFactory.connect(relay).createAccount(x, y)).not.to.emit(accountFactory, 'AccountCreated')
    expect(await ethers.provider.getCode(address)).to.equal(code)
  })

  it('keeps what was credited before the account was made', async () => {
    const { cafe, hub, relay, bob, accountFactory, ethers } = world
    const address = (await accountFactory.accountOf(x, y)) as `0x${string}`
    await mint(cafe, [[address, points('100')]])
    const intent = await signTransfer(world, { address } as Account, phone.signer())

    await hub.connect(relay).execute([intent])
    expect(await cafe.token.balanceOf(address)).to.equal(points('100'))

    await makeAccount(world, phone.key)
    await expect(hub.connect(relay).execute([intent])).to.changeTokenBalances(
      ethers,
      cafe.token,
      [address, bob],
      [-points('10'), points('10')],
    )
  })

  it('finds the account of a passkey that tells its signature only', async () => {
    const { connection } = world
    const { address } = await makeAccount(world, phone.key)
    const client = await connection.viem.getPublicClient()
    const keys = recoverKeys(phone.assert(zeroHash))

    const found = await findAccounts(client, { factory, keys })

    expect(found).to.have.length(2)
    expect(found.filter(({ deployed }) => deployed)).to.deep.equal([
      { account: address, key: phone.key, deployed: true },
    ])
    const logs = await Promise.all(
      keys.map((key) =>
        world.accountFactory.queryFilter(world.accountFactory.filters.AccountCreated(undefined, key.x)),
      ),
    )
    expect(logs.flat().map(({ args }) => args.account)).to.deep.equal([address])
  })

  it('names the account and its chain in its domain', async () => {
    const { contract, address } = await makeAccount(world, phone.key)

    const { name, version, chainId, verifyingContract } = await contract.eip712Domain()

    expect([name, version, chainId, verifyingContract]).to.deep.equal([
      'MemberAccount',
      '1',
      await chainIdOf(world),
      address,
    ])
  })

  it('rejects a key that is no point of the curve', async () => {
    const { accountFactory } = world
    const off = `0x${(BigInt(y) ^ 1n).toString(16).padStart(64, '0')}`
    const beyond = `0x${(BigInt(zeroHash) + P).toString(16)}`

    for (const [badX, badY] of [
      [x, off],
      [zeroHash, zeroHash],
      [x, zeroHash],
      [beyond, y],
    ] as const) {
      await expect(accountFactory.createAccount(badX, badY))
        .to.be.revertedWithCustomError(accountFactory, 'InvalidKey')
        .withArgs(badX, badY)
    }
  })

  it('has an implementation that belongs to nobody', async () => {
    const { accountFactory, ethers, stranger } = world
    const implementation = await ethers.getContractAt('MemberAccount', await accountFactory.implementation())
    const [firstX, firstY] = await implementation.firstKey()

    await expect(accountFactory.createAccount(firstX, firstY)).to.be.revertedWithCustomError(
      accountFactory,
      'InvalidKey',
    )
    await expect(implementation.connect(stranger).execute(zeroHash, '0x')).to.be.revertedWithCustomError(
      implementation,
      'AccountUnauthorized',
    )
    expect(await implementation.isValidSignature(zeroHash, '0x00')).to.equal('0xffffffff')
  })
})

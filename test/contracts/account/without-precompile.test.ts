import { expect } from 'chai'
import { network } from 'hardhat'
import { keccak256, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { addSignerCall, setRecoveryCall } from '../../../chain/account/account-calls.ts'
import { toAddressSigner } from '../../../chain/account/signer.ts'
import { type Connection, openWorld } from '../fixture.ts'
import { DAY } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { type AccountWorld, askFor, carry, operate, signTransfer, withMira } from './helpers/account-world.ts'
import { makePasskey } from './helpers/passkey.ts'
import { walletSigner } from './helpers/wallet-signer.ts'

const tablet = makePasskey('tablet')
const friend = makePasskey('friend')
const wallet = privateKeyToAccount(keccak256(stringToHex('wallet')))

/** Rules of a chain that cannot check P-256 itself. */
describe('MemberAccount on a chain without the P-256 precompile', () => {
  let world: AccountWorld

  before(async () => {
    const connection: Connection = await network.create({ network: 'default', override: { hardfork: 'prague' } })
    world = await withMira(await openWorld(connection))
    const { mira, phone } = world
    expect(await world.ethers.provider.call({ to: `0x${'100'.padStart(40, '0')}`, data: '0x' })).to.equal('0x')
    await operate(
      world,
      mira,
      phone.signer(),
      addSignerCall(mira.address, tablet.key),
      addSignerCall(mira.address, toAddressSigner(wallet.address)),
      setRecoveryCall(mira.address, { signer: friend.key, delay: Number(DAY) }),
    )
  })

  it("stays within the hub's gas for a signature, whoever signs", async () => {
    const { hub, relay, mira, phone, cafe, bob, ethers } = world
    const signers = [phone.signer(), tablet.signer(1), walletSigner(2, wallet)]
    const intents = await Promise.all(
      signers.map((signer, nonce) => signTransfer(world, mira, signer, { nonce: BigInt(nonce) })),
    )

    expect(await hub.connect(relay).execute.staticCall(intents)).to.deep.equal([true, true, true])
    await expect(hub.connect(relay).execute(intents)).to.changeTokenBalances(
      ethers,
      cafe.token,
      [mira.address, bob],
      [-points('30'), points('30')],
    )
  })

  it('refuses a wrong passkey within it too', async () => {
    const { hub, relay, mira } = world
    const wrong = await signTransfer(world, mira, tablet.signer(0), { nonce: 9n })

    expect(await hub.connect(relay).execute.staticCall([wrong])).to.deep.equal([false])
    const receipt = await (await hub.connect(relay).execute([wrong], { gasLimit: 3_000_000n })).wait()
    expect((receipt?.gasUsed ?? 0n) < 800_000n).to.equal(true)
  })

  it('takes requests of its signers and of its recovery', async () => {
    const { mira } = world
    const request = await askFor(world, mira, friend.signer(), { proposed: makePasskey('new phone').key })

    await expect(carry(world, request)).to.emit(mira.contract, 'RecoveryStarted')
  })
})

import { expect } from 'chai'
import { concat, hashTypedData, type Hex, hexToBytes, type TypedDataDefinition, type TypedDataDomain } from 'viem'
import { signWith } from '../../../../chain/account/account-signer.ts'
import { nestTypedData, signAccountIntent } from '../../../../chain/account/sign-account-intent.ts'
import { operationTypedData } from '../../../../chain/account/sign-operation.ts'
import { typedDataOf } from '../../../../chain/intents/intent.ts'
import { domainOf } from '../../helpers/intents.ts'
import { FAR_FUTURE } from '../../helpers/times.ts'
import { points } from '../../helpers/units.ts'
import {
  type AccountWorld,
  accountWorld,
  carry,
  chainIdOf,
  signCalls,
  signTransfer,
  transferOf,
} from '../helpers/account-world.ts'

const VALID = '0x1626ba7e'

describe('Attack: a replay across contracts', () => {
  let world: AccountWorld

  beforeEach(async () => {
    world = await accountWorld()
  })

  it("takes no intent for another contract's, of whatever name", async () => {
    const { hub, relay, mira, phone, cafe } = world
    const domain = (await domainOf(world)) as TypedDataDomain
    const message = transferOf(world, mira.address)
    const own = await signTransfer(world, mira, phone.signer())
    for (const changed of [
      { ...domain, verifyingContract: mira.address },
      { ...domain, name: 'Another hub' },
      { ...domain, version: '2' },
    ]) {
      const signed = { account: mira.address, verb: 'Transfer', message } as const
      const foreign = await signAccountIntent(phone.signer(), { domain: changed, ...signed })

      await hub.connect(relay).execute([{ ...own, signature: foreign.signature }])
    }

    expect(await cafe.token.balanceOf(mira.address)).to.equal(points('100'))
  })

  it("takes no intent without the account around it, nor the account's own requests as one", async () => {
    const { hub, relay, mira, phone, cafe } = world
    const data = typedDataOf((await domainOf(world)) as TypedDataDomain, {
      verb: 'Transfer',
      message: transferOf(world, mira.address),
    })
    const own = await signTransfer(world, mira, phone.signer())
    const plain = await signWith(phone.signer(), data)
    const tail = `0x${own.signature.slice(own.signature.length - tailLength(own.signature))}` as Hex

    await hub.connect(relay).execute([
      { ...own, signature: plain },
      { ...own, signature: concat([plain, tail]) },
    ])

    expect(await cafe.token.balanceOf(mira.address)).to.equal(points('100'))
    expect(await mira.contract.isValidSignature(hashTypedData(data), plain)).not.to.equal(VALID)
  })

  it('takes no operation as a signature of the account, and none of those as an operation', async () => {
    const { mira, phone } = world
    const parameters = { account: mira.address, chainId: await chainIdOf(world), nonce: 0n, deadline: FAR_FUTURE }
    const data = operationTypedData({ ...parameters, calls: [] })
    const operation = await signCalls(world, mira, phone.signer(), [])
    const nested = await signWith(phone.signer(), nestTypedData(data as TypedDataDefinition, mira.address))

    expect(await mira.contract.isValidSignature(hashTypedData(data), operation.signature)).not.to.equal(VALID)
    await expect(carry(world, { ...operation, signature: nested })).to.be.revertedWithCustomError(
      mira.contract,
      'SignatureInvalid',
    )
    await carry(world, operation)
  })
})

/** Hexadecimal digits of domain, contents, description and its length at the end of a nested signature. */
function tailLength(signature: Hex): number {
  const bytes = hexToBytes(signature)
  const description = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0)

  return 2 * (32 + 32 + description + 2)
}

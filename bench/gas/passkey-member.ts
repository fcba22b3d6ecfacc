import { type Hex, numberToHex } from 'viem'
import { hashTypedData, wrapTypedDataSignature } from 'viem/experimental/erc7739'
import { accountAddress } from '../../chain/account/account-address.ts'
import { encodeAssertion } from '../../chain/account/assertion.ts'
import { signAccountIntent } from '../../chain/account/sign-account-intent.ts'
import { toIntent, typedDataOf } from '../../chain/intents/intent.ts'
import { makePasskey, type Passkey } from '../../test/contracts/account/helpers/passkey.ts'
import type { PasskeyAccountFactory } from '../../types/ethers-contracts/index.ts'
import type { BenchWorld } from './bench-world.ts'
import type { Signatory } from './operations/intents.ts'

/** Members' accounts, made, each signing with its first passkey. */
export async function makeAccountMembers(world: BenchWorld, count: number): Promise<Signatory[]> {
  const { accountFactory } = world
  const factory = (await accountFactory.getAddress()) as Hex
  const implementation = (await accountFactory.implementation()) as Hex
  const members: Signatory[] = []
  for (const passkey of makePasskeys('account', count)) {
    const { key } = passkey
    await (await accountFactory.createAccount(key.x, key.y)).wait()
    const address = accountAddress({ factory, implementation, key })
    members.push({
      address,
      sign: (domain, message) =>
        signAccountIntent(passkey.signer(), { domain, account: address, verb: 'Swap', message }),
    })
  }

  return members
}

/** Accounts that are nothing but OpenZeppelin's passkey signer, made. */
export async function makeBareMembers(world: BenchWorld, count: number): Promise<Signatory[]> {
  const factory = (await world.ethers.deployContract('PasskeyAccountFactory')) as unknown as PasskeyAccountFactory
  const members: Signatory[] = []
  for (const passkey of makePasskeys('passkey', count)) {
    const receipt = await (await factory.create(passkey.key.x, passkey.key.y)).wait()
    const log = receipt?.logs.map((entry) => factory.interface.parseLog(entry)).find((entry) => entry !== null)
    members.push(bareSignatory(passkey, log?.args['account'] as Hex))
  }

  return members
}

function bareSignatory(passkey: Passkey, address: Hex): Signatory {
  return {
    address,
    sign: (domain, message) => {
      const data = typedDataOf(domain, { verb: 'Swap', message })
      const verifierDomain = {
        name: 'PasskeyAccount',
        version: '1',
        chainId: Number(domain.chainId),
        verifyingContract: address,
        salt: numberToHex(0, { size: 32 }),
      }
      const hash = hashTypedData({ ...data, verifierDomain } as never)
      const assertion = encodeAssertion(passkey.assert(hash))
      const signature = wrapTypedDataSignature({ ...data, signature: assertion } as never)

      return Promise.resolve(toIntent({ verb: 'Swap', message }, signature))
    },
  }
}

function makePasskeys(label: string, count: number): Passkey[] {
  return Array.from({ length: count }, (_, i) => makePasskey(`${label} ${i}`))
}

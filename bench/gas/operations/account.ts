import { addSignerCall } from '../../../chain/account/account-calls.ts'
import { accountAddress } from '../../../chain/account/account-address.ts'
import { signOperation } from '../../../chain/account/sign-operation.ts'
import { makePasskey } from '../../../test/contracts/account/helpers/passkey.ts'
import { type BenchWorld, DEADLINE, domainOf, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

/** What a relay pays for an account besides its intents: making it, and its own affairs. */
export async function measureAccount(world: BenchWorld): Promise<Figure[]> {
  const { accountFactory, relay, ethers } = world
  const { chainId = 0 } = await domainOf(world)
  const factory = (await accountFactory.getAddress()) as `0x${string}`
  const implementation = (await accountFactory.implementation()) as `0x${string}`
  const made: Receipt[] = []
  const added: Receipt[] = []
  for (let i = 0; i < 3; i++) {
    const phone = makePasskey(`phone ${i}`)
    await tick(world)
    made.push(await receiptOf(accountFactory.connect(relay).createAccount(phone.key.x, phone.key.y, GAS)))
    const account = accountAddress({ factory, implementation, key: phone.key })
    const { calls, nonce, deadline, signature } = await signOperation(phone.signer(), {
      account,
      chainId,
      calls: [addSignerCall(account, makePasskey(`tablet ${i}`).key)],
      nonce: 0n,
      deadline: DEADLINE,
    })
    const contract = await ethers.getContractAt('MemberAccount', account, relay)
    await tick(world)
    added.push(await receiptOf(contract.executeSigned([...calls], nonce, deadline, signature, GAS)))
  }

  return [
    figureOf({ key: 'create-account', what: 'make a member’s account', samples: made }),
    figureOf({ key: 'add-passkey', what: 'add a second passkey to an account', samples: added }),
  ]
}

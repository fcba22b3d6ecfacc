import type { ContractTransactionResponse } from 'ethers'
import type { Address, TypedDataDomain } from 'viem'
import type { AccountCall, AccountOperation, SignedOperation } from '../../../../chain/account/account-operation.ts'
import type { AccountSigner } from '../../../../chain/account/account-signer.ts'
import { carryOperation } from '../../../../chain/account/carry-operation.ts'
import { signAccountIntent } from '../../../../chain/account/sign-account-intent.ts'
import { type OperationParameters, signOperation } from '../../../../chain/account/sign-operation.ts'
import { signRecoveryStart } from '../../../../chain/account/sign-recovery-start.ts'
import type { PasskeyKey, Signer } from '../../../../chain/account/signer.ts'
import type { Intent, IntentMessages } from '../../../../chain/intents/intent.ts'
import type { MemberAccount } from '../../../../types/ethers-contracts/index.ts'
import { type Bare, freshWorld, type World } from '../../fixture.ts'
import { domainOf } from '../../helpers/intents.ts'
import { mint } from '../../helpers/minting.ts'
import { FAR_FUTURE } from '../../helpers/times.ts'
import { points } from '../../helpers/units.ts'
import { makePasskey, type Passkey } from './passkey.ts'

/** A network with the café. */
export type CafeWorld = Bare & Pick<World, 'cafe'>

/** Mira signs with the passkey of her phone and holds 100 points of the café. */
export interface Mira {
  readonly phone: Passkey
  readonly mira: Account
}

export type AccountWorld = World & Mira

export interface Account {
  readonly contract: MemberAccount
  readonly address: Address
}

export async function accountWorld(): Promise<AccountWorld> {
  return withMira(await freshWorld())
}

export async function withMira<world extends CafeWorld>(world: world): Promise<world & Mira> {
  const phone = makePasskey('phone')
  const mira = await makeAccount(world, phone.key)
  await mint(world.cafe, [[mira.address, points('100')]])

  return { ...world, phone, mira }
}

/** Makes the account of a key, as a relay does. */
export async function makeAccount(world: Bare, { x, y }: PasskeyKey): Promise<Account> {
  const { accountFactory, relay, ethers } = world
  await accountFactory.connect(relay).createAccount(x, y)
  const address = (await accountFactory.accountOf(x, y)) as Address

  return { address, contract: await ethers.getContractAt('MemberAccount', address) }
}

export async function chainIdOf({ ethers }: Bare): Promise<bigint> {
  return (await ethers.provider.getNetwork()).chainId
}

export type OperationChanges = Partial<Omit<OperationParameters, 'account' | 'calls'>>

/** Calls of an account, signed. */
export async function signCalls(
  world: CafeWorld,
  { address }: Account,
  signer: AccountSigner,
  calls: readonly AccountCall[],
  changes: OperationChanges = {},
): Promise<SignedOperation> {
  const chainId = await chainIdOf(world)

  return signOperation(signer, { account: address, chainId, calls, nonce: 0n, deadline: FAR_FUTURE, ...changes })
}

/** Sends what an account was signed for, as somebody who has nothing to do with it. */
export async function carry(world: CafeWorld, operation: AccountOperation): Promise<ContractTransactionResponse> {
  const { address, functionName, args } = carryOperation(operation)
  const contract = await world.ethers.getContractAt('MemberAccount', address, world.stranger)

  return (await contract.getFunction(functionName)(...args)) as ContractTransactionResponse
}

let lastNonce = 1_000n

/** Signs calls with a nonce of their own and has them carried. */
export async function operate(
  world: CafeWorld,
  account: Account,
  signer: AccountSigner,
  ...calls: AccountCall[]
): Promise<ContractTransactionResponse> {
  lastNonce += 1n

  return carry(world, await signCalls(world, account, signer, calls, { nonce: lastNonce }))
}

export interface Ask {
  proposed: Signer
  nonce?: bigint
  deadline?: bigint
}

/** A request for an account by `asker`, with the number that is next. */
export async function askFor(world: CafeWorld, { contract, address }: Account, asker: AccountSigner, ask: Ask) {
  const { proposed, nonce = (await contract.recovery()).nonce, deadline = FAR_FUTURE } = ask
  const chainId = await chainIdOf(world)

  return signRecoveryStart(asker.sign, { account: address, chainId, proposed, nonce, deadline })
}

/** An intent of Mira to send 10 of the café's points to Bob. */
export async function signTransfer(
  world: CafeWorld,
  { address }: Account,
  signer: AccountSigner,
  changes: Partial<IntentMessages['Transfer']> = {},
): Promise<Intent> {
  const domain = (await domainOf(world)) as TypedDataDomain

  return signAccountIntent(signer, {
    domain,
    account: address,
    verb: 'Transfer',
    message: { ...transferOf(world, address), ...changes },
  })
}

export function transferOf({ cafe, bob }: CafeWorld, member: Address): IntentMessages['Transfer'] {
  return {
    member,
    brandId: Number(cafe.id),
    to: bob.address as Address,
    points: points('10'),
    nonce: 0n,
    deadline: FAR_FUTURE,
  }
}

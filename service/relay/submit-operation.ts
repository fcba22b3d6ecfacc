import { randomUUID } from 'node:crypto'
import {
  type Address,
  type Hex,
  concat,
  encodeAbiParameters,
  keccak256,
  parseAbiParameters,
  toFunctionSelector,
} from 'viem'
import type { AccountOperation } from '../../chain/account/account-operation.ts'
import { carryOperation } from '../../chain/account/carry-operation.ts'
import { createAccount } from '../../chain/account/create-account.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import { simulateInRow } from '../../chain/actions/simulateIntents.ts'
import { encodeCall } from '../../chain/send.ts'
import { holdsAny } from './holdings.ts'
import { type IntentRow, findByDigest, insertIntent, isOpen } from './intent-row.ts'
import { refuseAfterFailures } from './penalties.ts'
import { RelayError } from './relay-error.ts'
import type { Relay } from './relay.ts'
import { accountToMake } from './signed-by.ts'
import { type Desk, deadlineOf, refusalOf } from './submit-intent.ts'

export type OperationSubmission = {
  operation: AccountOperation
  key: PasskeyKey | undefined
  origin: string
}

/** What an account may do to itself at the relay's expense. */
const SPONSORED = new Set(
  [
    'function addSigner((bytes32,bytes32))',
    'function removeSigner((bytes32,bytes32))',
    'function setRecovery((bytes32,bytes32),uint32)',
    'function cancelRecovery()',
  ].map((signature) => toFunctionSelector(signature)),
)
const MOST_CALLS = 8
/** Beyond this an operation is no change of signers or recovery. */
const MOST_GAS = 2_000_000n
const MARGIN = 150_000n

/** Takes what a member signed about the keys of their account, and checks it like an intent. */
export async function submitOperation(desk: Desk, submission: OperationSubmission): Promise<IntentRow> {
  const { relay } = desk
  const { operation } = submission
  refuseForeignCalls(operation)
  const digest = digestOf(operation)
  const known = await findByDigest(relay, digest)
  if (known && isTheSame(known, operation)) return known
  try {
    return await takeOperation(desk, submission, digest)
  } catch (refusal) {
    // The same may have been stored, or even carried, while this one was being tried.
    const twin = await findByDigest(relay, digest)
    if (twin && twin.id !== known?.id && isTheSame(twin, operation)) return twin
    throw refusal
  }
}

/** What bears no deadline may be asked for again when it is over. */
const isTheSame = (row: IntentRow, operation: AccountOperation): boolean => isOpen(row) || 'deadline' in operation

async function takeOperation(
  { relay, quotas, gasMoney }: Desk,
  { operation, key, origin }: OperationSubmission,
  digest: Hex,
): Promise<IntentRow> {
  const member = operation.account.toLowerCase() as Address
  const deadline = await deadlineOf(relay, { deadline: 'deadline' in operation ? operation.deadline : undefined })
  const make = key && (await accountToMake(relay, operation.account, key)).make
  await refuseAfterFailures(relay, { member, origin })
  await gasMoney.refuseWhenLow()
  const gas = await tryOperation(relay, operation, make)
  await refuseTheEmptyHanded(relay, operation.account)
  await quotas.use('memberIntents', member)
  await quotas.use('originIntents', origin)
  if (make) await quotas.use('accounts', origin)
  const row = await insertIntent(relay, {
    ...{ id: randomUUID(), digest, kind: 'operation', verb: operation.kind, member, deadline, gas, origin },
    nonce: 'nonce' in operation ? operation.nonce.toString() : null,
    target: operation.account,
    payload: encodeCall(carryOperation(operation)),
    signature: '0x',
    account_x: make?.x ?? null,
    account_y: make?.y ?? null,
  })
  const stored = row ?? (await findByDigest(relay, digest))
  if (!stored) throw new Error('An operation that was open a moment ago cannot be found.')
  return stored
}

function refuseForeignCalls(operation: AccountOperation): void {
  if (operation.kind !== 'execute') return
  const { account, calls } = operation
  const own = calls.every(({ to, value, data }) => {
    const itself = to.toLowerCase() === account.toLowerCase() || BigInt(to) === 0n
    return itself && value === 0n && SPONSORED.has(data.slice(0, 10) as Hex)
  })
  if (own && calls.length > 0 && calls.length <= MOST_CALLS) return
  const sentence =
    "The relay carries changes of an account's own signers and recovery, nothing else. " +
    'Sign an intent of the hub instead, or send the transaction from a wallet.'
  throw new RelayError('NotSponsored', { status: 422, sentence })
}

/** The same request twice is one; its signature does not count. */
function digestOf(operation: AccountOperation): Hex {
  const unsigned = 'signature' in operation ? { ...operation, signature: '0x' as const } : operation
  const kind = encodeAbiParameters(parseAbiParameters('string, address'), [operation.kind, operation.account])
  return keccak256(concat([kind, encodeCall(carryOperation(unsigned))]))
}

/** Tries it; gives the gas to send it with. */
async function tryOperation(relay: Relay, operation: AccountOperation, make: PasskeyKey | undefined): Promise<bigint> {
  const { client, account, accountFactory: factory } = relay
  const before = make && factory ? [createAccount({ factory, key: make })] : []
  const results = await simulateInRow(client, { calls: [...before, carryOperation(operation)], from: account.address })
  const result = results.at(-1)
  if (!result) throw new Error('The node simulated nothing.')
  if (!result.done) throw refusalOf(result.data)
  const changed = result.logs.some(({ address }) => address.toLowerCase() === operation.account.toLowerCase())
  const gas = (result.gasUsed * 3n) / 2n + MARGIN
  // A call to an address without code succeeds and does nothing.
  if (changed && gas <= MOST_GAS) return gas
  const sentence = changed
    ? 'The operation is too large to be carried for free. Split it.'
    : `There is no passkey account at ${operation.account}. State its public key to have it made.`
  throw new RelayError(changed ? 'OperationTooLarge' : 'NoAccount', { status: 422, sentence })
}

async function refuseTheEmptyHanded({ client, rules }: Relay, member: Address): Promise<void> {
  if (await holdsAny(client, member, rules.leastPoints)) return
  const sentence = 'Free transactions are for accounts that hold at least one point. Claim or earn some first.'
  throw new RelayError('TooFewPoints', { status: 422, sentence })
}

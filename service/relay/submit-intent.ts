import { randomUUID } from 'node:crypto'
import { type Address, type Hex, concat, keccak256, numberToHex } from 'viem'
import { createAccount } from '../../chain/account/create-account.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { simulateIntents } from '../../chain/actions/simulateIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import { fromRevertData } from '../../chain/errors/as-chain-error.ts'
import { type DecodedIntent, decodeIntent } from '../../chain/intents/decode-intent.ts'
import { gasOfIntent } from '../../chain/intents/intent-gas.ts'
import type { Intent } from '../../chain/intents/intent.ts'
import { confirmPayment } from '../till/confirm-payment.ts'
import { callsOfOpen } from './calls-of-open.ts'
import type { GasMoney } from './gas-money.ts'
import { holdsPoints } from './holdings.ts'
import { type IntentRow, findByDigest, insertIntent, isOpen, openIntentsOf } from './intent-row.ts'
import { refuseAfterFailures } from './penalties.ts'
import type { Quotas } from './quotas.ts'
import { RelayError } from './relay-error.ts'
import type { Relay } from './relay.ts'
import { type SignedBy, findSigner } from './signed-by.ts'

export type Desk = { relay: Relay; quotas: Quotas; gasMoney: GasMoney }

export type Submission = {
  intent: Intent
  /** Passkey of the member's account, where it may have to be made. */
  key: PasskeyKey | undefined
  /** What the sender says the payload says. */
  stated: { member?: Address | undefined; nonce?: bigint | undefined; deadline?: bigint | undefined }
  origin: string
}

/**
 * Takes a signed intent, or says why not. Everything is checked here, where it costs no gas; once this returns, the intent
 * is stored and will be tried until its deadline.
 */
export async function submitIntent(desk: Desk, submission: Submission): Promise<IntentRow> {
  const { relay } = desk
  const { intent } = submission
  const decoded = decode(submission)
  const digest = keccak256(concat([relay.hub, numberToHex(intent.verb, { size: 1 }), intent.payload]))
  const known = await findByDigest(relay, digest)
  if (known && isTheSame(known, decoded)) return known
  try {
    return await takeIntent(desk, submission, { decoded, digest, known })
  } catch (refusal) {
    // The same may have been stored, or even carried, while this one was being tried.
    const twin = await findByDigest(relay, digest)
    if (twin && twin.id !== known?.id && isTheSame(twin, decoded)) return twin
    throw refusal
  }
}

/** A claim bears no nonce: one that is over may be asked for again. */
const isTheSame = (row: IntentRow, decoded: DecodedIntent): boolean => isOpen(row) || decoded.deadline !== undefined

async function takeIntent(
  { relay, quotas, gasMoney }: Desk,
  { intent, key, origin }: Submission,
  { decoded, digest, known }: { decoded: DecodedIntent; digest: Hex; known: IntentRow | undefined },
): Promise<IntentRow> {
  const deadline = await deadlineOf(relay, decoded)
  const signer = await findSigner(relay, { decoded, signature: intent.signature, key })
  await refuseAfterFailures(relay, { member: decoded.member, origin })
  await gasMoney.refuseWhenLow()
  const tried = await tryIntent(relay, { intent, decoded, signer })
  if (tried.refusal) {
    // A claim that was carried already, sent once more.
    if (known?.status === 'done' && tried.refusal.code === 'NothingToClaim') return known
    throw tried.refusal
  }
  await refuseTheEmptyHanded(relay, decoded)
  await quotas.use('memberIntents', decoded.member.toLowerCase())
  await quotas.use('originIntents', origin)
  if (signer.make) await quotas.use('accounts', origin)
  await confirmPayment(relay.database, decoded, digest)
  const row = await insertIntent(relay, {
    id: randomUUID(),
    digest,
    kind: 'intent',
    verb: decoded.verb,
    member: decoded.member.toLowerCase() as Address,
    nonce: decoded.nonce?.toString() ?? null,
    deadline,
    target: relay.hub,
    payload: intent.payload,
    signature: intent.signature,
    gas: gasOfIntent(intent, gasBound(signer, intent, tried.gasUsed)),
    account_x: signer.make?.x ?? null,
    account_y: signer.make?.y ?? null,
    origin,
  })
  return row ?? (await findByDigest(relay, digest)) ?? fail()
}

function decode({ intent, stated }: Submission): DecodedIntent {
  const decoded = decodeIntent(intent)
  if (!decoded) {
    const sentence = 'The payload is not the encoding of one of the verbs of the hub. Sign one of those.'
    throw new RelayError('BadPayload', { status: 422, sentence })
  }
  const differs =
    (stated.member !== undefined && stated.member.toLowerCase() !== decoded.member.toLowerCase()) ||
    (stated.nonce !== undefined && decoded.nonce !== undefined && stated.nonce !== decoded.nonce) ||
    (stated.deadline !== undefined && decoded.deadline !== undefined && stated.deadline !== decoded.deadline)
  if (differs) {
    const sentence =
      'Member, nonce or deadline differ from what was signed. Leave them out or state what the payload says.'
    throw new RelayError('PayloadDiffers', { status: 422, sentence })
  }
  return decoded
}

/** Seconds by which the clocks of members may be ahead of the chain. */
const CLOCK_SKEW = 30n

export async function deadlineOf(
  { client, rules }: Relay,
  { deadline }: { deadline: bigint | undefined },
): Promise<bigint> {
  const { now } = await getChainTime(client)
  if (deadline === undefined) return now + rules.longestDeadline
  if (deadline <= now) {
    throw new RelayError('DeadlineOver', { status: 422, sentence: 'The deadline is over. Sign and send it again.' })
  }
  if (deadline > now + rules.longestDeadline + CLOCK_SKEW) {
    const sentence = `The deadline lies more than ${rules.longestDeadline / 60n} minutes ahead. Sign with an earlier one.`
    throw new RelayError('DeadlineTooFar', { status: 422, sentence })
  }
  return deadline
}

type Tried = { gasUsed: bigint; refusal: RelayError | undefined }

async function tryIntent(
  relay: Relay,
  { intent, decoded, signer }: { intent: Intent; decoded: DecodedIntent; signer: SignedBy },
): Promise<Tried> {
  const { client, account, rules, accountFactory: factory } = relay
  const open = (await openIntentsOf(relay, [decoded.member.toLowerCase() as Address])).filter(
    ({ kind }) => kind === 'intent',
  )
  if (open.length >= rules.openIntentsPerMember) {
    const sentence = `${open.length} intents of this account are under way. Wait until they are done.`
    throw new RelayError('TooManyOpen', { status: 429, sentence, retryAfterSeconds: 2 })
  }
  const before: ContractCall[] = []
  if (signer.make && factory) before.push(createAccount({ factory, key: signer.make }))
  before.push(...callsOfOpen(relay, open))
  const { failed, gasUsed } = await simulateIntents(client, { intents: [intent], from: account.address, before })
  const reason = failed.get(0)
  return { gasUsed, refusal: reason === undefined ? undefined : refusalOf(reason) }
}

/** What a contract would revert with, as a refusal in words. */
export function refusalOf(reason: Hex): RelayError {
  const { code, message, hint } = fromRevertData(reason)
  return new RelayError(code, { status: 422, sentence: hint === undefined ? message : `${message} ${hint}` })
}

async function refuseTheEmptyHanded({ client, rules }: Relay, decoded: DecodedIntent): Promise<void> {
  if (await holdsPoints(client, decoded, rules.leastPoints)) return
  const sentence =
    'Free transactions are for accounts that hold or claim at least one point. ' +
    'Earn some first, or send the transaction from a wallet.'
  throw new RelayError('TooFewPoints', { status: 422, sentence })
}

/**
 * An account of ours whose first passkey signs (slot 0, which is never given to another) costs what it cost when tried; any
 * other contract may take all it is given.
 */
function gasBound(signer: SignedBy, { signature }: Intent, gasUsed: bigint): Parameters<typeof gasOfIntent>[1] {
  if (signer.by === 'key') return { signedBy: 'key' }
  const first = signer.ours && signature.startsWith('0x00')
  return { signedBy: 'contract', ...(first ? { bound: gasUsed } : {}) }
}

function fail(): never {
  throw new Error('An intent that was open a moment ago cannot be found.')
}

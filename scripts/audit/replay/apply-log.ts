import type { Address, Hex } from 'viem'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from '../contracts.ts'
import type { HubEvent, RegistryEvent, TokenEvent } from '../contracts.ts'
import { BadLog, makeDecoder } from '../decode-log.ts'
import type { Brand } from '../ledger.ts'
import type { Log } from '../stream-logs.ts'
import { applyBatch } from './apply-batch.ts'
import * as cause from './apply-cause.ts'
import { applyClaim } from './apply-claim.ts'
import { applyDonation, applySwap } from './apply-exits.ts'
import { applyExpiry } from './apply-expiry.ts'
import * as keys from './apply-keys.ts'
import * as net from './apply-network.ts'
import { applyPayment } from './apply-payment.ts'
import { applyRedemption } from './apply-redemption.ts'
import { applyRefund } from './apply-refund.ts'
import * as reserve from './apply-reserve.ts'
import { applyReversal } from './apply-reversal.ts'
import { applyAnnouncement, applyCancellation } from './apply-terms.ts'
import { applyTransfer } from './apply-transfer.ts'
import { disagree, setPlace } from './scene.ts'
import type { Scene } from './scene.ts'
import { present } from '../present.ts'

const TRANSFER: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

export const decodeHub = makeDecoder<HubEvent>(clearingHubAbi)
export const decodeToken = makeDecoder<TokenEvent>(pointsTokenAbi)
export const decodeRegistry = makeDecoder<RegistryEvent>(causeRegistryAbi)

type Handlers<event extends { eventName: string; args: unknown }, rest extends unknown[]> = {
  [name in event['eventName']]: ((...all: [...rest, Extract<event, { eventName: name }>['args']]) => void) | null
}

/** Events that move nothing the auditor keeps are null: a new event in the ABI does not compile before it is here. */
const onHub: Handlers<HubEvent, [Scene]> = {
  BrandAdmitted: net.applyAdmission,
  BrandCreated: net.applyCreation,
  Swapped: applySwap,
  Donated: applyDonation,
  Paid: applyPayment,
  PaymentRefunded: applyRefund,
  Claimed: applyClaim,
  ReserveDeposited: reserve.applyDeposit,
  WithdrawalRequested: reserve.applyWithdrawalRequest,
  WithdrawalCancelled: reserve.applyWithdrawalCancellation,
  Withdrawn: reserve.applyWithdrawal,
  WindDown: reserve.applyWindDown,
  CausePaid: cause.applyCausePaid,
  CauseStatus: cause.applyCauseStatus,
  Locked: net.applyLock,
  Paused: net.applyPause,
  NoncesCancelled: net.applyNonceCancellation,
  IntentExecuted: net.applyIntent,
  IntentFailed: null,
  AuthorityUpdated: null,
  EIP712DomainChanged: null,
}

const onToken: Handlers<TokenEvent, [Scene, Brand]> = {
  Transfer: applyTransfer,
  Approval: null,
  BatchMinted: applyBatch,
  Reversed: applyReversal,
  Redeemed: applyRedemption,
  Expired: applyExpiry,
  TermsAnnounced: applyAnnouncement,
  TermsCancelled: applyCancellation,
  RoleChanged: keys.applyRole,
  QuotaChanged: keys.applyQuota,
  EntranceChanged: keys.applyEntrance,
  EntranceForChanged: keys.applyEntranceFor,
}

const onRegistry: Handlers<RegistryEvent, [Scene]> = {
  CauseAdded: cause.applyCause,
  CauseActiveChanged: cause.applyCauseChange,
  PayoutProposed: cause.applyProposal,
  PayoutProposalCancelled: cause.applyProposalEnd,
  PayoutChanged: cause.applyPayout,
  AuthorityUpdated: null,
}

type AnyHandler = ((...all: unknown[]) => void) | null | undefined

function topicAddress(topic: Hex): Address {
  return `0x${topic.slice(26).toLowerCase()}`
}

function applyToken(scene: Scene, brand: Brand, log: Log): void {
  const { topics, data } = log
  // Nine in ten logs are a batch's Transfers: they skip the general decoder.
  if (topics[0] === TRANSFER && topics.length === 3) {
    applyTransfer(scene, brand, {
      from: topicAddress(present(topics[1])),
      to: topicAddress(present(topics[2])),
      value: BigInt(data),
    })
    return
  }
  run(scene, decodeToken(log), onToken as Record<string, AnyHandler>, [scene, brand])
}

type Decoded = { eventName: string; args: unknown } | undefined

function run(scene: Scene, event: Decoded, handlers: Record<string, AnyHandler>, first: unknown[]): void {
  const handler = event && handlers[event.eventName]
  if (handler) handler(...first, event.args)
  else if (handler === undefined) {
    disagree(scene, {
      invariant: 0,
      what: 'unknown event',
      subject: {},
      expected: 'an event of these contracts',
      found: event?.eventName ?? 'another',
    })
  }
}

/** Every Transfer must have been explained by an event, and everything asked for the end is asked now. */
export function endTransaction(scene: Scene): void {
  for (const move of [...scene.mints, ...scene.burns]) {
    const what = scene.mints.includes(move) ? 'points minted without cause' : 'points burnt without cause'
    const account = scene.mints.includes(move) ? move.to : move.from
    disagree(scene, {
      invariant: 6,
      what,
      subject: { brand: move.brand, account },
      expected: 'an event that says why',
      found: move.points,
    })
  }
  for (const { brand, from, points } of scene.moves) {
    if (!brand.movedTo.has(from) || points === 0n) continue
    disagree(scene, {
      invariant: 0,
      what: 'a claim address spends',
      subject: { brand, account: from },
      expected: 'a claim',
      found: points,
    })
  }
  for (const ask of scene.atEnd) ask()
  scene.mints.length = 0
  scene.burns.length = 0
  scene.moves.length = 0
  scene.atEnd.length = 0
  scene.redeemed.length = 0
  scene.expired = undefined
}

function dispatch(scene: Scene, log: Log): void {
  const { network } = scene
  const brand = network.brandOfToken.get(log.address)
  if (brand) applyToken(scene, brand, log)
  else if (log.address === network.hub) run(scene, decodeHub(log), onHub as Record<string, AnyHandler>, [scene])
  else if (log.address === network.rules.causeRegistry) {
    run(scene, decodeRegistry(log), onRegistry as Record<string, AnyHandler>, [scene])
  }
}

/** Replays one log. Logs come in the order of the chain; one out of order, or twice, is named and left out. */
export function applyLog(scene: Scene, log: Log): void {
  if (log.block < scene.block || (log.block === scene.block && log.index <= scene.index)) {
    const subject = { other: `log ${log.index} of block ${log.block}` }
    const expected = `a log after ${scene.index} of block ${scene.block}`
    disagree(scene, { invariant: 10, what: 'a log twice or out of order', subject, expected, found: log.index })
    return
  }
  if (log.tx !== scene.tx) endTransaction(scene)
  setPlace(scene, log)
  try {
    dispatch(scene, log)
  } catch (error) {
    if (!(error instanceof BadLog)) throw error
    const subject = { other: `log ${log.index} of ${log.address}` }
    disagree(scene, {
      invariant: 0,
      what: 'a log that cannot be read',
      subject,
      expected: 'a log of these contracts',
      found: error.message,
    })
  }
}

import { encodeEventTopics } from 'viem'
import type { Address, Hex } from 'viem'
import { clearingHubAbi, pointsTokenAbi } from './contracts.ts'
import type { HubArgs, HubEvent, TokenArgs, TokenEvent } from './contracts.ts'
import { BadLog } from './decode-log.ts'
import { findPayment } from './payment-index.ts'
import { decodeHub, decodeToken } from './replay/apply-log.ts'
import { paymentKey } from './replay/apply-payment.ts'
import { creditKey } from './replay/apply-reversal.ts'
import { NOBODY } from './replay/apply-transfer.ts'
import type { Scene } from './replay/scene.ts'
import { hexNumber, resultOf } from './rpc.ts'
import type { Rpc, RpcCall } from './rpc.ts'
import type { Log, RawLog } from './stream-logs.ts'

/** A reversal names a credit, a refund a payment: both are fetched again instead of being kept in memory for ever. */
type Question = { call: RpcCall; answer: (logs: RawLog[]) => void }

type BatchPlace = { block: number; index: number }
type PaidPlace = { block: number; time: number }

/** What this very chunk holds and the replay does not know yet. */
type Ahead = { batches: Map<string, BatchPlace>; payments: Map<string, PaidPlace> }

const AT_ONCE = 100

const REVERSED = encodeEventTopics({ abi: pointsTokenAbi, eventName: 'Reversed' })[0]
const BATCH = encodeEventTopics({ abi: pointsTokenAbi, eventName: 'BatchMinted' })[0]
const REFUNDED = encodeEventTopics({ abi: clearingHubAbi, eventName: 'PaymentRefunded' })[0]
const PAID = encodeEventTopics({ abi: clearingHubAbi, eventName: 'Paid' })[0]

/** What a log says; a log that cannot be read is named by the replay, not here. */
function argsOf<args>(decode: (log: Log) => HubEvent | TokenEvent | undefined, log: Log): args | undefined {
  try {
    return decode(log)?.args as args | undefined
  } catch (error) {
    if (error instanceof BadLog) return undefined
    throw error
  }
}

function lookAhead(logs: readonly Log[]): Ahead {
  const ahead: Ahead = { batches: new Map(), payments: new Map() }
  for (const log of logs) {
    if (log.topics[0] === BATCH) {
      const args = argsOf<TokenArgs<'BatchMinted'>>(decodeToken, log)
      if (args) ahead.batches.set(`${log.address}:${args.sequence}`, { block: log.block, index: log.index })
    } else if (log.topics[0] === PAID) {
      const args = argsOf<HubArgs<'Paid'>>(decodeHub, log)
      const key = args && paymentKey(args.brandId, args.member, args.orderReference)
      if (key && !ahead.payments.has(key)) ahead.payments.set(key, { block: log.block, time: log.time })
    }
  }
  return ahead
}

function askCredit(scene: Scene, token: Address, member: Address, sequence: bigint, place: BatchPlace): Question {
  const [transfer, nobody] = encodeEventTopics({ abi: pointsTokenAbi, eventName: 'Transfer', args: { from: NOBODY } })
  const to: Hex = `0x${member.slice(2).padStart(64, '0')}`
  const block = hexNumber(place.block)
  return {
    call: {
      method: 'eth_getLogs',
      params: [{ address: token, topics: [transfer, nobody, to], fromBlock: block, toBlock: block }],
    },
    answer: (logs) => {
      // The block may hold several batches: the credit is the last one before the batch's own event.
      const last = logs.findLast((log) => Number(log.logIndex) < place.index)
      if (last) scene.credits.set(creditKey(token, sequence, member), BigInt(last.data))
    },
  }
}

function askPayment(scene: Scene, args: HubArgs<'PaymentRefunded'>, { block, time }: PaidPlace): Question {
  const { brandId, member, orderReference } = args
  const topics = encodeEventTopics({
    abi: clearingHubAbi,
    eventName: 'Paid',
    args: { brandId, member, orderReference },
  })
  const range = { fromBlock: hexNumber(block), toBlock: hexNumber(block) }
  return {
    call: { method: 'eth_getLogs', params: [{ address: scene.network.hub, topics, ...range }] },
    answer: ([log]) => {
      const event = log && decodeHub(log)
      if (event?.eventName !== 'Paid') return
      scene.payments.set(paymentKey(brandId, member, orderReference), { paidAt: time, legs: event.args.legs })
    },
  }
}

function questionAbout(scene: Scene, log: Log, ahead: Ahead): Question | undefined {
  if (log.topics[0] === REVERSED) {
    const args = argsOf<TokenArgs<'Reversed'>>(decodeToken, log)
    if (!args) return undefined
    const { sequence, member } = args
    const known = scene.network.brandOfToken.get(log.address)?.batches[Number(sequence) - 1]
    const place = known ?? ahead.batches.get(`${log.address}:${sequence}`)
    return place && askCredit(scene, log.address, member, sequence, place)
  }
  if (log.topics[0] !== REFUNDED) return undefined
  const args = argsOf<HubArgs<'PaymentRefunded'>>(decodeHub, log)
  if (!args) return undefined
  const key = paymentKey(args.brandId, args.member, args.orderReference)
  const place = findPayment(scene.network.payments, key) ?? ahead.payments.get(key)
  return place && askPayment(scene, args, place)
}

/** Fetches the credits and payments that the reversals and refunds of a chunk are about. */
export async function fetchEvidence(rpc: Rpc, scene: Scene, logs: readonly Log[]): Promise<void> {
  scene.credits.clear()
  scene.payments.clear()
  const asking = logs.filter(({ topics: [topic] }) => topic === REVERSED || topic === REFUNDED)
  if (asking.length === 0) return
  const ahead = lookAhead(logs)
  const questions = asking.map((log) => questionAbout(scene, log, ahead)).filter((question) => question !== undefined)
  for (let start = 0; start < questions.length; start += AT_ONCE) {
    const part = questions.slice(start, start + AT_ONCE)
    const answers = await rpc(part.map(({ call }) => call))
    for (const [i, { answer }] of part.entries()) answer(resultOf<RawLog[]>(answers[i], 'eth_getLogs of one block'))
  }
}

import { encodeFunctionData } from 'viem'
import type { Address, Hex } from 'viem'
import { callAt, readCall } from './call-contracts.ts'
import type { Call } from './call-contracts.ts'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from './contracts.ts'
import { addFinding } from './findings.ts'
import type { Findings } from './findings.ts'
import { describeTerms, readTerms, settleTerms } from './ledger.ts'
import type { Brand, Network } from './ledger.ts'
import { describeLots, hasExpired, readLots, sameLots, sumLots } from './lots.ts'
import type { Lot } from './lots.ts'
import { pausedBetween } from './replay/apply-network.ts'
import { describeSubject } from './replay/scene.ts'
import type { Subject } from './replay/scene.ts'
import type { Rpc } from './rpc.ts'

/** The block at which replay and contracts are held against each other. */
export type Moment = { block: number; time: number; epoch: number }

/** `held`: what the hub holds of the stablecoin, filled in. */
export type Comparison = { network: Network; findings: Findings; moment: Moment; held: bigint }

const STREAMED = 500

function differ(
  c: Comparison,
  invariant: number,
  what: string,
  subject: Subject,
  expected: unknown,
  found: unknown,
): void {
  if (expected === found) return
  const where = describeSubject(subject)
  const place = { block: c.moment.block, tx: null, index: null }
  addFinding(c.findings, { invariant, what, where, expected: String(expected), found: String(found), ...place })
}

function compareAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function* hubCalls(c: Comparison): Generator<Call> {
  const { network, moment } = c
  const { hub, rules } = network
  let sum = 0n
  for (const brand of network.brands.values()) sum += brand.reserve
  for (const cause of network.causes.values()) sum += cause.credit
  yield readCall(clearingHubAbi, hub, 'accounted', [], (found) => differ(c, 1, 'accounted total', {}, sum, found))
  yield readCall(clearingHubAbi, hub, 'brandCount', [], (found) =>
    differ(c, 0, 'number of brands', {}, network.brands.size, found),
  )
  const until = BigInt(network.pauses.at(-1)?.until ?? 0)
  yield readCall(clearingHubAbi, hub, 'pausedUntil', [], (found) =>
    differ(c, 13, 'end of the last pause', {}, until, found),
  )
  const held = encodeFunctionData({ abi: pointsTokenAbi, functionName: 'balanceOf', args: [hub] })
  yield {
    to: rules.stablecoin,
    data: held,
    verify: (result) => {
      c.held = BigInt(result)
      if (c.held < sum) differ(c, 1, 'stablecoin held by the hub', {}, `at least ${sum}`, c.held)
    },
  }
  for (const cause of network.causes.values()) {
    const subject = { other: `cause ${cause.id}` }
    yield readCall(clearingHubAbi, hub, 'causeCredit', [cause.id], ([credit, active]) => {
      differ(c, 1, 'credit of a cause', subject, cause.credit, credit)
      differ(c, 0, 'state of a cause', subject, cause.active, active)
    })
    yield readCall(causeRegistryAbi, rules.causeRegistry, 'payoutOf', [cause.id], (found) => {
      differ(c, 0, 'payout address of a cause', subject, cause.payout, found.toLowerCase())
    })
  }
  for (const [account, member] of network.members) {
    const subject = { account }
    yield readCall(clearingHubAbi, hub, 'noncesOf', [account], ([base, window]) => {
      let bits = 0n
      for (const nonce of member.usedNonces) bits |= 1n << (nonce - member.nonceBase)
      differ(c, 10, 'base of nonces', subject, member.nonceBase, base)
      differ(c, 10, 'used nonces', subject, bits, window)
    })
    const unlockAt = moment.time < member.unlockAt ? member.unlockAt : 0
    yield readCall(clearingHubAbi, hub, 'lockedUntil', [account], (found) =>
      differ(c, 0, 'lock', subject, BigInt(unlockAt), found),
    )
  }
  for (const [key, share] of network.refunded) {
    differ(c, 6, 'share refunded of a payment', { other: key }, share, network.refundedOnChain.get(key) ?? 0n)
  }
  for (const [key, share] of network.refundedOnChain) {
    if (!network.refunded.has(key)) differ(c, 6, 'share refunded of a payment', { other: key }, 0n, share)
  }
}

function* brandCalls(c: Comparison, brand: Brand): Generator<Call> {
  const { token } = brand
  const { hub } = c.network
  const subject = { brand }
  yield readCall(clearingHubAbi, hub, 'tokenOf', [brand.id], (found) => {
    differ(c, 0, 'token of a brand', subject, true, compareAddress(found, token))
  })
  yield readCall(pointsTokenAbi, token, 'brand', [], (found) => {
    differ(c, 9, 'reserve', subject, brand.reserve, found.reserve)
    differ(c, 3, 'supply', subject, brand.supply, found.supply)
    differ(c, 7, 'terms', subject, describeTerms(brand.terms), describeTerms(readTerms(found.terms)))
    const announced = brand.announced ?? brand.terms
    differ(c, 7, 'announced terms', subject, describeTerms(announced), describeTerms(readTerms(found.announced)))
    differ(c, 7, 'time announced terms take effect', subject, BigInt(brand.effectiveAt), found.effectiveAt)
    differ(c, 0, 'entrance closed', subject, brand.entranceClosed, found.entranceClosed)
    differ(c, 0, 'winding down', subject, brand.windingDown, found.windingDown)
    differ(c, 11, 'points never expire', subject, brand.neverExpires, found.neverExpires)
  })
  yield readCall(pointsTokenAbi, token, 'totalSupply', [], (found) =>
    differ(c, 3, 'total supply', subject, brand.supply, found),
  )
  yield readCall(pointsTokenAbi, token, 'lastSequence', [], (found) => {
    differ(c, 10, 'last sequence', subject, BigInt(brand.batches.length), found)
  })
  yield* deskCalls(c, brand)
  yield* keyCalls(c, brand)
}

function* deskCalls(c: Comparison, brand: Brand): Generator<Call> {
  const { network, moment } = c
  const subject = { brand }
  const { withdrawal } = brand
  yield readCall(clearingHubAbi, network.hub, 'withdrawalOf', [brand.id], (found) => {
    differ(c, 9, 'withdrawal request', subject, withdrawal?.amount ?? 0n, found.amount)
    differ(c, 9, 'time a withdrawal opens', subject, BigInt(withdrawal?.opensAt ?? 0), found.opensAt)
  })
  const { windDownPeriod } = network.rules
  const paused = pausedBetween(network.pauses, brand.windDownAt, moment.time)
  const due = brand.windingDown ? brand.windDownAt + windDownPeriod + paused : 0
  yield readCall(clearingHubAbi, network.hub, 'remainderAt', [brand.id], (found) => {
    differ(c, 9, 'time of the remainder', subject, BigInt(due), found)
  })
}

function* keyCalls(c: Comparison, brand: Brand): Generator<Call> {
  const { token } = brand
  for (const [account, roles] of brand.roles) {
    yield readCall(pointsTokenAbi, token, 'rolesOf', [account], (found) =>
      differ(c, 0, 'roles', { brand, account }, roles, found),
    )
  }
  for (const [key, quota] of brand.quotas) {
    const [kind, account] = key.split(':') as ['0' | '1' | '2', Address]
    const limit = quota.next?.limit ?? quota.limit
    const verify = (found: { announcedLimit: bigint }) =>
      differ(c, 0, 'quota', { brand, account }, limit, found.announcedLimit)
    if (kind === '0') yield readCall(pointsTokenAbi, token, 'mintQuotaOf', [account], verify)
    if (kind === '1') yield readCall(pointsTokenAbi, token, 'clawbackQuotaOf', [account], verify)
    if (kind === '2') yield readCall(pointsTokenAbi, token, 'claimQuota', [], verify)
  }
  for (const [claimAddress, to] of brand.movedTo) {
    const subject = { brand, account: claimAddress }
    yield readCall(pointsTokenAbi, token, 'movedTo', [claimAddress], (found) => {
      differ(c, 0, 'account claimed to', subject, to, found.toLowerCase())
    })
  }
  for (const [fromBrandId, at] of brand.closedFrom) {
    const subject = { brand, other: `from brand ${fromBrandId}` }
    yield readCall(pointsTokenAbi, token, 'closedFrom', [fromBrandId], (found) =>
      differ(c, 7, 'closing', subject, BigInt(at), found),
    )
  }
  for (const [key, total] of brand.reversed) {
    const [sequence, account] = key.split(':') as [string, Address]
    const subject = { brand, account, other: `batch ${sequence}` }
    yield readCall(pointsTokenAbi, token, 'reversedOf', [BigInt(sequence), account], (found) => {
      differ(c, 6, 'points asked back', subject, total, found)
    })
  }
}

/** A balance takes two calls: their data is put together by hand, since members are many. */
const BALANCE_OF = encodeFunctionData({
  abi: pointsTokenAbi,
  functionName: 'balanceOf',
  args: [('0x' + '0'.repeat(40)) as Address],
}).slice(0, 34)
const LOTS_OF = encodeFunctionData({
  abi: pointsTokenAbi,
  functionName: 'lotsOf',
  args: [('0x' + '0'.repeat(40)) as Address],
}).slice(0, 34)

function livingLots(lots: readonly Lot[], epoch: number): readonly Lot[] {
  return hasExpired(lots, epoch) ? lots.filter((lot) => lot.expiry >= epoch) : lots
}

function* memberCalls(c: Comparison, brand: Brand): Generator<Call> {
  let lanes = 0n
  for (const [account, lots] of brand.members) {
    lanes += sumLots(lots)
    const living = livingLots(lots, c.moment.epoch)
    const subject = { brand, account }
    const tail = account.slice(2)
    yield {
      to: brand.token,
      data: `${BALANCE_OF}${tail}` as Hex,
      verify: (found) => differ(c, 3, 'balance', subject, sumLots(living), BigInt(found)),
    }
    yield {
      to: brand.token,
      data: `${LOTS_OF}${tail}` as Hex,
      verify: (found) => {
        const there = readLots(BigInt(found), brand.neverExpires)
        if (!sameLots(living, there)) differ(c, 11, 'lots', subject, describeLots(living), describeLots(there))
      },
    }
  }
  differ(c, 3, 'sum of all lots', { brand }, brand.supply, lanes)
}

function* allCalls(c: Comparison): Generator<Call> {
  yield* hubCalls(c)
  for (const brand of c.network.brands.values()) yield* brandCalls(c, brand)
  for (const brand of c.network.brands.values()) yield* memberCalls(c, brand)
}

/** Holds every number of the replay against the contracts at one block; calls are streamed. Returns how many there were. */
export async function compareState(rpc: Rpc, c: Comparison, onProgress: (compared: number) => void): Promise<number> {
  for (const brand of c.network.brands.values()) settleTerms(brand, c.moment.time)
  let compared = 0
  let waiting: Call[] = []
  let asking = Promise.resolve()
  for (const call of allCalls(c)) {
    waiting.push(call)
    if (waiting.length < STREAMED) continue
    // One part is answered while the next is put together.
    await asking
    asking = callAt(rpc, c.moment.block, waiting)
    asking.catch(() => undefined)
    compared += waiting.length
    waiting = []
    onProgress(compared)
  }
  await asking
  await callAt(rpc, c.moment.block, waiting)
  return compared + waiting.length
}

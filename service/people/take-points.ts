import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Address,
  getAddress,
  type Hex,
  keccak256,
  type LocalAccount,
  parseTransaction,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getTransactionReceipt, sendRawTransaction } from 'viem/actions'
import { claimPoints } from '../../chain/actions/claimPoints.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { redeemPoints } from '../../chain/actions/redeemPoints.ts'
import type { ContractCall } from '../../chain/call.ts'
import { signClaim } from '../../chain/claims/sign-claim.ts'
import { type ReadClient, withAccount } from '../../chain/client.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { readToken } from '../../chain/read.ts'
import { simulateCall } from '../../chain/send.ts'
import type { Database } from '../database/open-database.ts'
import { claimPrivateKey } from '../keys/claim-keys.ts'
import { listKeys, loadKey } from '../keys/stored-keys.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import type { Erasure } from './erasure.ts'

/** The brand's own account in the data folder: takes and redeems what erased members left unclaimed. */
export const brandAccountName = (code: string): string => `${code}-account`

/** Why erasing waits; the sentence tells what to do. */
export class ErasureWaits extends Error {
  override name = 'ErasureWaits'
}

export type PointsTools = {
  database: Database
  client: ReadClient
  home: string
  code: string
  claimSeed: Hex
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

export type MemberToClear = { number: number; externalId: string; claimAddress: string; account: string | null }

/** Points at the member's claim address: nobody claimed them. */
export function unclaimedPoints(client: ReadClient, brandId: number, { claimAddress }: MemberToClear): Promise<bigint> {
  return readToken(client, brandId, 'balanceOf', [getAddress(claimAddress)])
}

/**
 * Claims what a member never claimed to the brand's own account and redeems it: the points are gone, their reserve stays with
 * the brand. Each transaction is kept as it was signed before it is sent, so that after a crash the same one goes out again.
 */
export async function takePoints(tools: PointsTools, erasure: Erasure, member: MemberToClear): Promise<Address | null> {
  const { client, home, code } = tools
  const { brandId } = erasure
  const unfinished = erasure.claimTransaction !== null || erasure.claimed > 0n
  if (!unfinished && (await unclaimedPoints(client, brandId, member)) === 0n) {
    const pending = await hasPending(tools.database, brandId, member)
    // Nobody could claim them: at the member's address they would be stranded when they are due.
    return pending ? (await loadBrandAccount(home, code)).address : findBrandAccount(home, code)
  }
  const account = await loadBrandAccount(home, code)
  let { claimed } = erasure
  if (claimed === 0n) {
    const receipt = await sendOnce(tools, erasure, {
      column: 'claim_transaction',
      signed: erasure.claimTransaction,
      account,
      call: () => claimCall(tools, erasure, { member, to: account.address }),
    })
    claimed = hubEventsOf([receipt], 'Claimed').reduce((sum, { args }) => sum + args.points, 0n)
    await tools.database`update erasures set claimed = ${claimed} where brand_id = ${brandId} and id = ${erasure.id}`
    await tools.checkpoint?.('claimed')
  }
  if (erasure.redeemed === 0n && claimed > 0n) {
    await sendOnce(tools, erasure, {
      column: 'redeem_transaction',
      signed: erasure.redeemTransaction,
      account,
      call: () => redeemPoints(client, { brandId, points: claimed, orderReference: referenceOf(erasure) }),
    })
    await tools.database`update erasures set redeemed = ${claimed} where brand_id = ${brandId} and id = ${erasure.id}`
    await tools.checkpoint?.('redeemed')
  }
  return account.address
}

/** Points that are not due yet, and are going to be minted. */
export async function hasPending(
  database: Database,
  brandId: number,
  { number }: Pick<MemberToClear, 'number'>,
): Promise<boolean> {
  const rows = await database`
    select 1 from orders o join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    where o.brand_id = ${brandId} and o.member = ${number} and s.kept - s.given > 0 limit 1`
  return rows.length > 0
}

/** Says nothing of the person: the number of the erasure in these books. */
const referenceOf = ({ id, pseudonym }: Erasure): Hex => orderReferenceOf(`erasure ${id} ${pseudonym}`.slice(0, 80))

async function claimCall(
  { client, claimSeed }: PointsTools,
  { brandId }: Erasure,
  { member, to }: { member: MemberToClear; to: Address },
): Promise<ContractCall> {
  const key = privateKeyToAccount(claimPrivateKey(claimSeed, brandId, member.externalId))
  const signature = await signClaim(key, { domain: await getDomain(client), brandId, to })
  return claimPoints(client, { brandId, claimKey: key.address, to, signature })
}

export async function findBrandAccount(home: string, code: string): Promise<Address | null> {
  const key = (await listKeys(home)).find(({ name }) => name === brandAccountName(code))
  return key?.address === undefined ? null : getAddress(key.address)
}

async function loadBrandAccount(home: string, code: string): Promise<LocalAccount> {
  const name = brandAccountName(code)
  if ((await findBrandAccount(home, code)) === null) {
    const sentence = `The member left points that nobody claimed, or that are still pending. They go to the brand's own account, whose key is not in the data folder. Make it (points key new ${name}), give it gas money, and run this again.`
    throw new ErasureWaits(sentence)
  }
  return privateKeyToAccount(await loadKey(home, name))
}

type ToSend = {
  column: 'claim_transaction' | 'redeem_transaction'
  signed: Hex | null
  account: LocalAccount
  call: () => Promise<ContractCall> | ContractCall
}

async function sendOnce(tools: PointsTools, erasure: Erasure, toSend: ToSend): Promise<TransactionReceipt> {
  const { client, database, checkpoint } = tools
  const { brandId, id } = erasure
  const { column, account } = toSend
  const keep = async (signed: Hex | null): Promise<void> => {
    await database`update erasures set ${database({ [column]: signed })} where brand_id = ${brandId} and id = ${id}`
  }
  let { signed } = toSend
  if (signed !== null && (await isOver(client, account.address, signed))) signed = null
  if (signed === null) {
    signed = await sign(tools, account, await toSend.call())
    await keep(signed)
    await checkpoint?.(`signed ${column}`)
  }
  const receipt = await broadcast(client, signed)
  if (receipt.status === 'success') return receipt
  await keep(null)
  throw new ErasureWaits('A transaction of the brand’s own account was refused in its block. Run this again.')
}

/** Another transaction of the account took its place in the queue: it can never be mined. */
async function isOver(client: ReadClient, address: Address, signed: Hex): Promise<boolean> {
  if (await findReceipt(client, signed)) return false
  const { nonce = 0 } = parseTransaction(signed)
  return nonce < (await readTransactionCount(client, { address, blockTag: 'latest' }))
}

async function sign({ client }: PointsTools, account: LocalAccount, call: ContractCall): Promise<Hex> {
  const { gas } = await simulateCall(withAccount(client, account), call).catch(refused)
  const [fees, nonce] = await Promise.all([
    readFees(client),
    readTransactionCount(client, { address: account.address, blockTag: 'pending' }),
  ])
  const asked = { call, chainId: client.chain.id, nonce: BigInt(nonce), gas: (gas * 3n) / 2n, fees }
  return (await signCall(account, asked)).signed
}

/** The chain says why: a pause, a full claim quota, no gas money. It is tried again later. */
function refused(error: unknown): never {
  if (!(error instanceof ChainError)) throw error
  throw new ErasureWaits(`The chain does not take the unclaimed points now: ${error.message}`, { cause: error })
}

const WAITS_MS = 100
const LONGEST_MS = 60_000

async function broadcast(client: ReadClient, signed: Hex): Promise<TransactionReceipt> {
  const known = await findReceipt(client, signed)
  if (known) return known
  try {
    await sendRawTransaction(client, { serializedTransaction: signed })
  } catch (cause) {
    // The node may have it already: what counts is whether it gets into a block.
    if (!/known|nonce|underpriced|already/i.test(String(cause))) refused(asChainError(cause, { doing: 'send points' }))
  }
  for (let waited = 0; waited < LONGEST_MS; waited += WAITS_MS) {
    const receipt = await findReceipt(client, signed)
    if (receipt) return receipt
    await sleep(WAITS_MS)
  }
  throw new ErasureWaits('A transaction of the brand’s own account is not in a block yet. Run this again.')
}

async function findReceipt(client: ReadClient, signed: Hex): Promise<TransactionReceipt | undefined> {
  try {
    return await getTransactionReceipt(client, { hash: keccak256(signed) })
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined
    throw asChainError(error, { doing: 'look for a transaction' })
  }
}

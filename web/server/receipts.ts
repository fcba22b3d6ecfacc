import type { Address } from 'viem'
import { type FoundCredit, findCreditRun } from '../../chain/actions/findCreditRun.ts'
import type { ActivityAnswer } from '../features/history/activity-page.ts'
import type { Items, MovementRow } from '../graphql/rows.ts'
import { askIndexer } from './indexer.ts'
import { currentChain, currentNetwork } from './network.ts'
import type { Member } from './session.ts'

/** Addresses whose points came to a member: their own, and the claim addresses they collected from. */
export async function addressesOf({ account }: Member): Promise<string[]> {
  const { claims } = (await askIndexer('ClaimsOf', { member: account.toLowerCase() })) as {
    claims: Items<{ claimAddress: Address }>
  }
  return [account.toLowerCase(), ...claims.items.map(({ claimAddress }) => claimAddress.toLowerCase())]
}

export const RECEIPTS_A_PAGE = 50

/** Purchases and payments of a member, the newest first. */
export async function readReceipts(member: Member, after: string | undefined): Promise<ActivityAnswer['movements']> {
  const where = { member_in: await addressesOf(member), kind_in: ['earned', 'paid', 'redeemed'] }
  const page = { where, limit: RECEIPTS_A_PAGE, ...(after === undefined ? {} : { after }) }
  return ((await askIndexer('Activity', page)) as ActivityAnswer).movements
}

export interface ReadReceipt {
  row: MovementRow & { member: Address }
  /** All movements of the same payment. */
  legs: MovementRow[]
  /** Of a credit: what the chain remembers of it; undefined where the chain did not answer. */
  credit: FoundCredit | undefined
  /** Of a payment: the part refunded so far, of 10^18. */
  refunded: bigint
}

/** A receipt with its proof; undefined where it is none of this member's. */
export async function readReceipt(member: Member, id: string): Promise<ReadReceipt | undefined> {
  const { movement } = (await askIndexer('Movement', { id })) as { movement: ReadReceipt['row'] | null }
  if (movement === null || !['earned', 'paid', 'redeemed'].includes(movement.kind)) return undefined
  if (!(await addressesOf(member)).includes(movement.member.toLowerCase())) return undefined
  if (movement.kind === 'earned') return { row: movement, legs: [], credit: await creditOf(movement), refunded: 0n }
  const [legs, refunded] = await Promise.all([legsOf(movement), refundedOf(movement)])
  return { row: movement, legs, credit: undefined, refunded }
}

async function creditOf({ inBrandId, sequence, member }: ReadReceipt['row']): Promise<FoundCredit | undefined> {
  if (inBrandId === null || sequence === null) return undefined
  const { hubBlock } = await currentNetwork()
  const credit = { brandId: inBrandId, sequence: BigInt(sequence), member, fromBlock: BigInt(hubBlock) }
  try {
    return await findCreditRun(await currentChain(), credit)
  } catch (error) {
    console.warn('A receipt goes without its proof:', error instanceof Error ? error.name : 'unknown')
    return undefined
  }
}

async function legsOf({ member, tx, orderReference }: ReadReceipt['row']): Promise<MovementRow[]> {
  const { movements } = (await askIndexer('MovementsOfTransaction', { member: member.toLowerCase(), tx })) as {
    movements: Items<MovementRow>
  }
  return movements.items.filter((row) => row.orderReference === orderReference && row.outPoints !== null)
}

async function refundedOf({ member, orderReference, tillId }: ReadReceipt['row']): Promise<bigint> {
  const { refunds } = (await askIndexer('Refunds', { member: member.toLowerCase(), orderReference })) as {
    refunds: Items<{ tillId: number; share: string }>
  }
  return refunds.items.reduce((most, refund) => {
    const share = BigInt(refund.share)
    return refund.tillId === tillId && share > most ? share : most
  }, 0n)
}

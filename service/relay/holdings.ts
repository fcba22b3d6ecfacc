import type { Address } from 'viem'
import { claimAddressOf } from '../../chain/claims/claim-address.ts'
import type { ReadClient } from '../../chain/client.ts'
import type { DecodedIntent } from '../../chain/intents/decode-intent.ts'
import { readHub, readToken } from '../../chain/read.ts'

/** Brands looked through at most for somebody who names none. */
const MOST_BRANDS = 200

/**
 * Whether a member holds, or is about to claim, `least` points: of the brands an intent names, else of any. What is named
 * may only be on its way, bought by an intent before it.
 */
export async function holdsPoints(client: ReadClient, intent: DecodedIntent, least: bigint): Promise<boolean> {
  const { message, member } = intent
  const named = {
    holder: 'claimKey' in message ? claimAddressOf(message) : member,
    brandIds: brandsOf(intent),
    least,
  }
  return (await holds(client, named)) || (await holdsAny(client, member, least))
}

/** Whether somebody holds `least` points of any brands together. */
export async function holdsAny(client: ReadClient, holder: Address, least: bigint): Promise<boolean> {
  const brandCount = await readHub(client, 'brandCount', [])
  const brandIds = Array.from({ length: Math.min(brandCount, MOST_BRANDS) }, (_, index) => index + 1)
  return holds(client, { holder, brandIds, least })
}

function brandsOf({ message }: DecodedIntent): number[] {
  if ('legs' in message) return message.legs.map(({ brandId }) => brandId)
  if ('fromBrandId' in message) return [message.fromBrandId]
  return 'brandId' in message ? [message.brandId] : []
}

type Holding = { holder: Address; brandIds: readonly number[]; least: bigint }

async function holds(client: ReadClient, { holder, brandIds, least }: Holding): Promise<boolean> {
  const balances = await Promise.all(brandIds.map((brandId) => readToken(client, brandId, 'balanceOf', [holder])))
  return balances.reduce((sum, balance) => sum + balance, 0n) >= least
}

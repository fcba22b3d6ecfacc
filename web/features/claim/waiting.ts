import type { Address } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { claimAddressOf } from '../../../chain/claims/claim-address.ts'
import type { EpochClock } from '../../../chain/codec/lots.ts'
import { ask } from '../../browser/api.ts'
import type { BrandRow, Items, LotRow, MetaRow } from '../../graphql/rows.ts'
import { toBrand } from '../holdings/brand.ts'
import { chainNow } from '../holdings/chain-now.ts'
import { type Holding, toHoldings } from '../holdings/holding.ts'
import type { ClaimSecret } from './claim-link.ts'

interface HoldingsAnswer {
  lots: Items<LotRow & { member: Address }>
  claims: Items<{ brandId: number; claimAddress: Address; movedTo: Address }>
  brands: Items<BrandRow>
  _meta: MetaRow
}

/** What waits behind a claim link. */
export interface Waiting {
  now: bigint
  /** Still there, per brand, with the key that moves it. */
  holdings: (Holding & { secret: ClaimSecret })[]
  /** Where earlier claims of the same link went. */
  movedTo: Address[]
}

/** Looks up what waits; only the addresses leave the browser, never the keys. */
export async function readWaiting(secrets: readonly ClaimSecret[], clock: EpochClock): Promise<Waiting> {
  const places = secrets.map((secret) => {
    const claimKey = privateKeyToAddress(secret.privateKey)
    return { secret, address: claimAddressOf({ brandId: secret.brandId, claimKey }).toLowerCase() }
  })
  const answer = await ask<HoldingsAnswer>('Holdings', { members: places.map(({ address }) => address) })
  const now = chainNow(answer._meta)
  const brands = answer.brands.items.map((row) => toBrand(row, now))
  const holdings = places.flatMap(({ secret, address }) => {
    const lots = answer.lots.items.filter((lot) => lot.member === address && lot.brandId === secret.brandId)
    return toHoldings({ brands, lots, clock, now }).map((holding) => ({ ...holding, secret }))
  })
  return { now, holdings, movedTo: answer.claims.items.map(({ movedTo }) => movedTo) }
}

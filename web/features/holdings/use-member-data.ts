'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../../browser/api.ts'
import { isOpen } from '../../flows/flow-record.ts'
import { useFlows } from '../../flows/flow-store.ts'
import type { MemberAnswer, MovementRow } from '../../graphql/rows.ts'
import { clockOf, useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'
import { type Brand, toBrand } from './brand.ts'
import { chainNow } from './chain-now.ts'
import { type Holding, toHoldings } from './holding.ts'

/** Everything the portal knows of its member, at one moment of the read model. */
export interface MemberData {
  now: bigint
  brands: Brand[]
  holdings: Holding[]
  movements: MovementRow[]
  causeNames: Map<number, string>
  /** Points of open flows per brand: what will have moved, with a sign. */
  pending: Map<number, bigint>
  /** Chain time at which the spend lock ends; undefined where nothing is locked. 2^40 − 1 while no unlocking is under way. */
  lockedUntil: bigint | undefined
  hasAccount: boolean
}

/** `initial` is what the server has asked already, so that the first picture is complete. */
export function useMemberData(initial?: MemberAnswer): { data: MemberData | undefined; failed: boolean } {
  const { account } = useSignedIn()
  const network = useNetwork()
  const open = useFlows()
  const query = useQuery({
    queryKey: ['member', account],
    queryFn: () => ask<MemberAnswer>('Member', { member: account.toLowerCase() }),
    refetchInterval: 15_000,
    ...(initial === undefined ? {} : { initialData: initial }),
  })
  const answer = query.data
  const pending = useMemo(() => pendingPoints(open, account), [open, account])
  const data = useMemo(() => {
    if (answer === undefined) return undefined
    const now = chainNow(answer._meta)
    const brands = answer.brands.items.map((row) => toBrand(row, now))
    const unlockAt = BigInt(answer.member?.unlockAt ?? 0)
    return {
      now,
      brands,
      holdings: toHoldings({ brands, lots: answer.lots.items, clock: clockOf(network), now }),
      movements: answer.movements.items,
      causeNames: new Map(answer.causes.items.map(({ id, name }) => [id, name])),
      pending,
      lockedUntil: unlockAt > now ? unlockAt : undefined,
      hasAccount: answer.member?.accountCreatedAt !== null && answer.member !== null,
    }
  }, [answer, network, pending])
  return { data, failed: query.isError && answer === undefined }
}

function pendingPoints(flows: ReturnType<typeof useFlows>, account: string): Map<number, bigint> {
  const sums = new Map<number, bigint>()
  for (const flow of flows.filter(
    (record) => isOpen(record) && record.state !== 'signing' && record.account === account,
  )) {
    for (const { brandId, points } of flow.effects) sums.set(brandId, (sums.get(brandId) ?? 0n) + BigInt(points))
  }
  return sums
}

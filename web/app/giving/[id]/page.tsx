import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { DonationReceipt, type DonationRow } from '../../../features/giving/donation-receipt.tsx'
import { askIndexer } from '../../../server/indexer.ts'
import { requireMember } from '../../../server/require-member.ts'

export const metadata: Metadata = { title: 'Receipt' }

export default async function Receipt({ params }: { params: Promise<{ id: string }> }): Promise<ReactNode> {
  const id = decodeURIComponent((await params).id)
  const { account } = await requireMember(`/giving/${encodeURIComponent(id)}`)
  const { movement } = (await askIndexer('Movement', { id })) as { movement: DonationRow | null }
  if (movement?.kind !== 'donated' || movement.member.toLowerCase() !== account.toLowerCase()) notFound()
  return <DonationReceipt row={movement} />
}

import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { SwapPage } from '../../features/swap/swap-page.tsx'
import { swapText } from '../../messages/swap.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Swap' }

interface SwapProps {
  searchParams: Promise<{ from?: string; all?: string }>
}

export default async function Swap({ searchParams }: SwapProps): Promise<ReactNode> {
  const { from, all } = await searchParams
  const member = await requireMember(typeof from === 'string' ? `/swap?from=${encodeURIComponent(from)}` : '/swap')
  const text = swapText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.title}>
        <p>{text.lead}</p>
      </PageHeader>
      <SwapPage initial={await memberAnswer(member)} from={from} all={all === '1'} />
    </>
  )
}

import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { DonatePage } from '../../features/donate/donate-page.tsx'
import type { CauseRow, Items } from '../../graphql/rows.ts'
import { donateText } from '../../messages/donate.ts'
import { askIndexer } from '../../server/indexer.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Give' }

export default async function Donate({
  searchParams,
}: {
  searchParams: Promise<{ from?: string }>
}): Promise<ReactNode> {
  const { from } = await searchParams
  const member = await requireMember('/donate')
  const text = donateText[(await readPreferences()).locale]
  const [initial, answer] = await Promise.all([memberAnswer(member), askIndexer('Causes', {})])
  const { causes } = answer as { causes: Items<CauseRow> }
  return (
    <>
      <PageHeader title={text.title}>
        <p>{text.lead}</p>
      </PageHeader>
      <DonatePage initial={initial} causes={causes.items} from={from} />
    </>
  )
}

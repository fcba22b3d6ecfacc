import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { GivingPage } from '../../features/giving/giving-page.tsx'
import type { CauseRow, Items, MovementRow, Page } from '../../graphql/rows.ts'
import { givingText } from '../../messages/giving.ts'
import { askIndexer } from '../../server/indexer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'My giving' }

interface GivingAnswer {
  givings: Items<{ causeId: number; value: string; donations: number }>
  movements: Page<MovementRow>
  causes: Items<CauseRow>
}

export default async function Giving(): Promise<ReactNode> {
  const { account } = await requireMember('/giving')
  const text = givingText[(await readPreferences()).locale]
  const answer = (await askIndexer('Giving', { member: account.toLowerCase() })) as GivingAnswer
  return (
    <>
      <PageHeader title={text.title}>
        <p>{text.lead}</p>
      </PageHeader>
      <GivingPage givings={answer.givings.items} gifts={answer.movements.items} causes={answer.causes.items} />
    </>
  )
}

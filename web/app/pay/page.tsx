import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PayDesk } from '../../features/pay/pay-desk.tsx'
import { memberAnswer } from '../../server/member-answer.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Pay' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The member's code for the till, or a till's request with the points that pay it. */
export default async function PayPage({ searchParams }: Search): Promise<ReactNode> {
  const given = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const query = new URLSearchParams(given).toString()
  const member = await requireMember(query === '' ? '/pay' : `/pay?${query}`)
  return <PayDesk initial={await memberAnswer(member)} />
}

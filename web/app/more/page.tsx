import Link from 'next/link'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { moreItems } from '../../components/nav-items.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { common } from '../../messages/common.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'More' }

export default async function MorePage(): Promise<ReactNode> {
  await requireMember('/more')
  const text = common[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.more} />
      <ul className="grid gap-2 sm:grid-cols-2">
        {moreItems.map(({ key, href, Icon }) => (
          <li key={key}>
            <Link
              href={href}
              prefetch={false}
              className="flex min-h-14 items-center gap-4 rounded-2xl border border-line bg-card px-4 font-medium shadow-card hover:bg-sunken"
            >
              <Icon aria-hidden className="size-5 text-leaf-strong" />
              {text.nav[key]}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

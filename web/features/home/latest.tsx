'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'
import { homeText } from '../../messages/home.ts'
import { MovementItem } from '../activity/movement-item.tsx'
import type { MemberData } from '../holdings/use-member-data.ts'

/** The last few things that happened. */
export function Latest({ data: { movements, brands, causeNames } }: { data: MemberData }): ReactNode {
  const text = useText(homeText)
  const words = useText(common)
  return (
    <Card aria-labelledby="latest">
      <div className="flex items-center justify-between gap-4">
        <CardTitle id="latest">{text.recent}</CardTitle>
        <Link
          href="/activity"
          prefetch={false}
          className="grid min-h-11 place-items-center rounded-full px-2 text-sm font-semibold text-leaf-strong"
        >
          {words.seeAll}
        </Link>
      </div>
      <ul className="divide-y divide-line">
        {movements.map((row) => (
          <MovementItem key={row.id} row={row} brands={brands} causeNames={causeNames} />
        ))}
      </ul>
    </Card>
  )
}

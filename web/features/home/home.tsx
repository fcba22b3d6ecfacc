'use client'

import type { ReactNode } from 'react'
import { Notice } from '../../components/ui/notice.tsx'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { homeText } from '../../messages/home.ts'
import type { Holding } from '../holdings/holding.ts'
import { type MemberData, useMemberData } from '../holdings/use-member-data.ts'
import { BrandCard } from './brand-card.tsx'
import { EmptyHome } from './empty-home.tsx'
import { HomeNotices } from './home-notices.tsx'
import { HomeSkeleton } from './home-skeleton.tsx'
import { Latest } from './latest.tsx'
import { TotalWorth } from './total-worth.tsx'
import type { FirstDevices } from './use-needs-second-device.ts'

interface HomeProps {
  initial: MemberAnswer | undefined
  first: FirstDevices
}

/** Everything a member has, on one page. */
export function Home({ initial, first }: HomeProps): ReactNode {
  const text = useText(homeText)
  const { data, failed } = useMemberData(initial)
  return (
    <div className="grid gap-6">
      <h1 className="sr-only">{text.title}</h1>
      {failed && (
        <Notice tone="warn" alert>
          {text.wait}
        </Notice>
      )}
      {data === undefined ? (
        <HomeSkeleton />
      ) : (
        <>
          <TotalWorth holdings={data.holdings} />
          <HomeNotices data={data} first={first} />
          {data.holdings.length === 0 && data.pending.size === 0 ? (
            <EmptyHome />
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2">
              {[...data.holdings, ...onTheirWay(data)].map((holding) => (
                <BrandCard
                  key={holding.brand.id}
                  holding={holding}
                  pending={data.pending.get(holding.brand.id)}
                  now={data.now}
                />
              ))}
            </ul>
          )}
          {data.movements.length > 0 && <Latest data={data} />}
        </>
      )}
    </div>
  )
}

/** Brands of which nothing is there yet and something is coming. */
function onTheirWay({ brands, holdings, pending }: MemberData): Holding[] {
  return brands
    .filter(({ id }) => (pending.get(id) ?? 0n) > 0n && !holdings.some(({ brand }) => brand.id === id))
    .map((brand) => ({ brand, points: 0n, worth: 0n, lots: [] }))
}

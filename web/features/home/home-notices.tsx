'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { homeText } from '../../messages/home.ts'
import type { Brand } from '../holdings/brand.ts'
import { totalWorth } from '../holdings/holding.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { type FirstDevices, useNeedsSecondDevice } from './use-needs-second-device.ts'

/** Everything that touches this member soon: announced changes, brands that close, the lock, the missing second device. */
export function HomeNotices({ data, first }: { data: MemberData; first: FirstDevices }): ReactNode {
  const text = useText(homeText)
  const brands = data.holdings.map((holding) => holding.brand)
  const changing = brands.filter((brand) => brand.announced !== undefined)
  const closing = brands.filter((brand) => brand.windingDown)
  const device = useNeedsSecondDevice(totalWorth(data.holdings) > 0n, first)
  if (changing.length + closing.length === 0 && data.lockedUntil === undefined && !device.needed) return null
  return (
    <section aria-label={text.notices} className="grid gap-3">
      {data.lockedUntil !== undefined && <LockNotice until={data.lockedUntil} />}
      {closing.map((brand) => (
        <ClosingNotice key={brand.id} brand={brand} />
      ))}
      {changing.map((brand) => (
        <ChangeNotice key={brand.id} brand={brand} />
      ))}
      {device.needed && (
        <Notice title={text.secondDevice}>
          <p className="flex flex-wrap gap-2">
            <Button asChild size="small">
              <Link href="/safety" prefetch={false}>
                {text.addDevice}
              </Link>
            </Button>
            <Button size="small" variant="quiet" onClick={device.later}>
              {text.later}
            </Button>
          </p>
        </Notice>
      )}
    </section>
  )
}

function ChangeNotice({ brand }: { brand: Brand }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  const { terms, announced } = brand
  if (announced === undefined) return null
  const date = format.date(announced.effectiveAt)
  const cut = announced.rate < terms.rate
  const rates = [brand.name, format.rate(terms.rate), format.rate(announced.rate), date] as const
  const same = announced.rate === terms.rate
  const title = same ? text.termsChange(brand.name, date) : cut ? text.rateCut(...rates) : text.rateRise(...rates)
  return (
    <Notice tone={cut ? 'warn' : 'info'} title={title}>
      {announced.spreadBps !== terms.spreadBps && (
        <p>{text.spreadChange(format.percent(terms.spreadBps), format.percent(announced.spreadBps))}</p>
      )}
      {announced.promisePercent !== terms.promisePercent && (
        <p>{text.promiseChange(format.count(terms.promisePercent), format.count(announced.promisePercent))}</p>
      )}
      {(cut || announced.promisePercent < terms.promisePercent) && <LeaveLink brand={brand} />}
    </Notice>
  )
}

function ClosingNotice({ brand }: { brand: Brand }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  if (brand.remainderAt === undefined) return null
  return (
    <Notice tone="warn" title={text.windingDown(brand.name, format.date(brand.remainderAt))}>
      <LeaveLink brand={brand} />
    </Notice>
  )
}

function LeaveLink({ brand }: { brand: Brand }): ReactNode {
  const text = useText(homeText)
  return (
    <p>
      <Button asChild size="small">
        <Link href={`/swap?from=${brand.code}&all=1`} prefetch={false}>
          {text.leave}
        </Link>
      </Button>
    </p>
  )
}

const NEVER = 2n ** 40n - 1n

function LockNotice({ until }: { until: bigint }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  return (
    <Notice title={until >= NEVER ? text.locked : text.lockedUntil(format.dateTime(until))}>
      <p>
        <Link href="/safety" prefetch={false} className="font-semibold text-leaf-strong underline">
          {text.toLock}
        </Link>
      </p>
    </Notice>
  )
}

'use client'

import type { ReactNode } from 'react'
import type { MovementRow } from '../../graphql/rows.ts'
import { useFormat, usePreferences, useText } from '../../i18n/provider.tsx'
import { givingText } from '../../messages/giving.ts'

const MONTHS = 12
const WIDTH = 24
const HEIGHT = 96

interface Month {
  /** "2026-11". */
  key: string
  value: bigint
}

/** The last twelve months up to the latest gift, as bars; the same as a table for those who do not see them. */
export function GivingChart({ gifts }: { gifts: readonly MovementRow[] }): ReactNode {
  const text = useText(givingText)
  const format = useFormat()
  const { locale } = usePreferences().preferences
  const months = sumByMonth(gifts)
  const most = months.reduce((high, { value }) => (value > high ? value : high), 1n)
  const name = (key: string, length: 'short' | 'long'): string =>
    new Intl.DateTimeFormat(locale, {
      month: length,
      year: length === 'long' ? 'numeric' : undefined,
      timeZone: 'UTC',
    }).format(new Date(`${key}-01T00:00:00Z`))
  return (
    <>
      <svg aria-hidden viewBox={`0 0 ${MONTHS * WIDTH} ${HEIGHT + 16}`} className="w-full rtl:-scale-x-100">
        {months.map(({ key, value }, index) => {
          const height = value === 0n ? 2 : Math.max(4, Number((value * BigInt(HEIGHT)) / most))
          return (
            <g key={key}>
              <rect
                x={index * WIDTH + 4}
                y={HEIGHT - height}
                width={WIDTH - 8}
                height={height}
                rx="3"
                className={value === 0n ? 'fill-line' : 'fill-leaf'}
              />
              <text
                x={index * WIDTH + WIDTH / 2}
                y={HEIGHT + 12}
                textAnchor="middle"
                className="fill-soft text-[9px] rtl:origin-center"
              >
                {locale === 'en' && index % 2 === 1 ? name(key, 'short') : ''}
              </text>
            </g>
          )
        })}
      </svg>
      <ul className="sr-only">
        {months
          .filter(({ value }) => value > 0n)
          .map(({ key, value }) => (
            <li key={key}>{text.month(name(key, 'long'), format.money(value))}</li>
          ))}
      </ul>
    </>
  )
}

function sumByMonth(gifts: readonly MovementRow[]): Month[] {
  const sums = new Map<string, bigint>()
  for (const { time, value } of gifts) {
    const key = monthOf(Number(time) * 1000)
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(value ?? 0))
  }
  const last = gifts.reduce((latest, { time }) => Math.max(latest, Number(time)), 0)
  const end = new Date(last * 1000)
  return Array.from({ length: MONTHS }, (_, index) => {
    const key = monthOf(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - (MONTHS - 1 - index), 1))
    return { key, value: sums.get(key) ?? 0n }
  })
}

const monthOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 7)

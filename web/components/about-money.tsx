'use client'

import type { ReactNode } from 'react'
import { useFormat, useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'

/** The same money in the visitor's currency, where that is another one; always "about". */
export function AboutMoney({ amount, className }: { amount: bigint; className?: string }): ReactNode {
  const text = useText(common)
  const converted = useFormat().converted(amount)
  if (converted === undefined) return null
  return <span className={className}>{text.about(converted)}</span>
}

'use client'

import type { ReactNode } from 'react'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { refusals } from '../../messages/refusals.ts'
import type { RefusalNote } from '../../server/refusal-of.ts'
import type { Brand } from '../holdings/brand.ts'
import { describeRefusal } from './describe-refusal.ts'

/** Why something cannot be done now, and what can. */
export function RefusalNotice({ refusal, brands }: { refusal: RefusalNote; brands: readonly Brand[] }): ReactNode {
  const text = useText(refusals)
  const format = useFormat()
  const brandName = (id: number): string => brands.find((brand) => brand.id === id)?.name ?? String(id)
  const { what, todo } = describeRefusal(refusal, { text, format, brandName })
  return (
    <Notice tone="warn" title={what}>
      {todo !== undefined && <p>{todo}</p>}
    </Notice>
  )
}

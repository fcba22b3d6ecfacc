'use client'

import { Sprout } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { useText } from '../../i18n/provider.tsx'
import { homeText } from '../../messages/home.ts'

/** A home without points: it says how some come. */
export function EmptyHome(): ReactNode {
  const text = useText(homeText)
  return (
    <EmptyState Icon={Sprout} title={text.emptyTitle}>
      <p>{text.emptyLead}</p>
      <ol className="grid gap-2 text-start">
        {text.emptySteps.split('\n').map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-items-center rounded-full bg-leaf text-xs font-bold text-on-leaf"
            >
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      <p>{text.emptyThen}</p>
      <Button asChild variant="secondary">
        <Link href="/pay" prefetch={false}>
          {text.myCode}
        </Link>
      </Button>
    </EmptyState>
  )
}

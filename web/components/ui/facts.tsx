import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Names and values, one pair a line. */
export function Facts({ className, children }: { className?: string; children: ReactNode }): ReactNode {
  return <dl className={classNames('grid gap-2.5 text-sm', className)}>{children}</dl>
}

export function Fact({
  name,
  children,
  strong = false,
}: {
  name: ReactNode
  children: ReactNode
  strong?: boolean
}): ReactNode {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
      <dt className="text-soft">{name}</dt>
      <dd
        className={classNames(
          'tabular min-w-0 text-end break-words',
          strong ? 'text-base font-semibold' : 'font-medium',
        )}
      >
        {children}
      </dd>
    </div>
  )
}

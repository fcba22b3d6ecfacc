import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Holds the place of something that is on its way. */
export function Skeleton({ className, ...rest }: ComponentProps<'div'>): ReactNode {
  return <div aria-hidden className={classNames('animate-pulse rounded-xl bg-sunken', className)} {...rest} />
}

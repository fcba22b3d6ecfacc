import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export function Card({ className, ...rest }: ComponentProps<'section'>): ReactNode {
  return (
    <section
      className={classNames('rounded-card border border-line bg-card p-5 shadow-card sm:p-6', className)}
      {...rest}
    />
  )
}

export function CardTitle({ className, ...rest }: ComponentProps<'h2'>): ReactNode {
  return <h2 className={classNames('text-lg font-semibold tracking-tight', className)} {...rest} />
}

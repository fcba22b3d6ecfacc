import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const tones = {
  plain: 'bg-sunken text-soft',
  good: 'bg-leaf-tint text-leaf-strong',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
} as const

export function Badge({
  tone = 'plain',
  className,
  ...rest
}: ComponentProps<'span'> & { tone?: keyof typeof tones }): ReactNode {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap',
        tones[tone],
        className,
      )}
      {...rest}
    />
  )
}

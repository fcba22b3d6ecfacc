import type { ReactNode } from 'react'
import { brandHue } from './brand-hue.ts'
import { classNames } from './ui/class-names.ts'

interface BrandMarkProps {
  code: string
  name: string
  className?: string
}

/** A brand's initial on its colour. */
export function BrandMark({ code, name, className }: BrandMarkProps): ReactNode {
  return (
    <span
      aria-hidden
      className={classNames(
        brandHue(code),
        'grid size-10 shrink-0 place-items-center rounded-full bg-brand text-base font-bold text-white',
        className,
      )}
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  )
}

import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '../../components/ui/class-names.ts'

/** A round button as large as a thumb; its label is heard, not seen. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      className={classNames(
        'grid size-12 place-items-center rounded-full border border-edge/50 bg-card hover:bg-sunken disabled:text-soft disabled:opacity-60',
        className,
      )}
      {...rest}
    />
  )
}

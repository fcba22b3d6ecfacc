import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export const controlLook =
  'w-full min-h-12 rounded-xl border border-edge bg-card px-3.5 py-2 text-ink placeholder:text-soft aria-invalid:border-bad disabled:bg-sunken'

interface FieldParts {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** A sentence on what is wrong with the value. */
  error?: ReactNode
  className?: string
  children: (parts: FieldParts) => ReactNode
}

/** A control with its label, hint and error tied together for everyone who hears the page. */
export function Field({ label, hint, error, className, children }: FieldProps): ReactNode {
  const id = useId()
  const says = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium text-soft">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': says === '' ? undefined : says,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return <input className={classNames(controlLook, className)} {...rest} />
}

/** The system's own list: it works with every finger, key and screen reader. */
export function Select({ className, ...rest }: ComponentProps<'select'>): ReactNode {
  return <select className={classNames(controlLook, 'pe-8', className)} {...rest} />
}

import { type VariantProps, cva } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const look = cva(
  'inline-flex items-center justify-center gap-2 rounded-full font-semibold transition-colors select-none text-center disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'bg-leaf text-on-leaf hover:bg-leaf-strong disabled:bg-sunken disabled:text-soft aria-disabled:bg-sunken aria-disabled:text-soft',
        secondary: 'border border-edge/50 bg-card text-ink hover:bg-sunken disabled:text-soft',
        quiet: 'text-leaf-strong hover:bg-leaf-tint',
        danger: 'border border-bad/50 bg-card text-bad hover:bg-bad-tint',
      },
      size: { normal: 'min-h-11 px-5 py-2', large: 'min-h-13 px-6 py-3 text-lg', small: 'min-h-9 px-3.5 py-1 text-sm' },
      wide: { true: 'w-full' },
    },
    defaultVariants: { variant: 'primary', size: 'normal' },
  },
)

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof look> & { asChild?: boolean }

export function Button({ className, variant, size, wide, asChild = false, ...rest }: ButtonProps): ReactNode {
  const Element = asChild ? Slot.Root : 'button'
  const type = asChild ? {} : { type: rest.type ?? ('button' as const) }
  return <Element {...rest} {...type} className={classNames(look({ variant, size, wide }), className)} />
}

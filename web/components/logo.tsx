import type { ReactNode } from 'react'

/** Two points that overlap: what is yours here is yours there. */
export function Logo({ className }: { className?: string }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <circle cx="12" cy="16" r="9" className="fill-leaf" />
      <circle cx="20" cy="16" r="9" className="fill-none stroke-leaf-strong" strokeWidth="2.5" />
    </svg>
  )
}

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  Icon: LucideIcon
  title: ReactNode
  /** It is all there is on the page: its title is the page's. */
  whole?: boolean
  children?: ReactNode
}

/** What stands where nothing is yet, and how something gets there. */
export function EmptyState({ Icon, title, whole = false, children }: EmptyStateProps): ReactNode {
  const Title = whole ? 'h1' : 'p'
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-edge/50 px-6 py-10 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-leaf-tint text-leaf-strong">
        <Icon aria-hidden className="size-7" />
      </span>
      <Title className="text-lg font-semibold">{title}</Title>
      {children !== undefined && (
        <div className="grid max-w-prose justify-items-center gap-4 text-soft">{children}</div>
      )}
    </div>
  )
}

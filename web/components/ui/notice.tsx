import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  info: { Icon: Info, box: 'bg-sunken', icon: 'text-soft' },
  good: { Icon: CircleCheck, box: 'bg-leaf-tint', icon: 'text-leaf' },
  warn: { Icon: TriangleAlert, box: 'bg-warn-tint', icon: 'text-warn' },
  bad: { Icon: CircleAlert, box: 'bg-bad-tint', icon: 'text-bad' },
} as const

interface NoticeProps {
  tone?: keyof typeof looks
  title?: ReactNode
  /** Read out at once when it appears. */
  alert?: boolean
  className?: string
  children?: ReactNode
}

/** A sentence that stands out. */
export function Notice({ tone = 'info', title, alert = false, className, children }: NoticeProps): ReactNode {
  const { Icon, box, icon } = looks[tone]
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={classNames('flex gap-3 rounded-2xl p-4 text-sm', box, className)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', icon)} />
      <div className="grid min-w-0 flex-1 content-center gap-2.5">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div className="grid gap-2">{children}</div>}
      </div>
    </div>
  )
}

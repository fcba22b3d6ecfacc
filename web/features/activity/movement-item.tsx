'use client'

import {
  ArrowDownLeft,
  ArrowLeftRight,
  ArrowUpRight,
  CircleSlash2,
  Gift,
  HandHeart,
  type LucideIcon,
  Receipt,
  RotateCcw,
  ShoppingBag,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { MovementKind, MovementRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { activityText } from '../../messages/activity.ts'
import type { Brand } from '../holdings/brand.ts'
import { describeMovement } from './describe-movement.ts'

const icons: Record<MovementKind, LucideIcon> = {
  earned: ShoppingBag,
  swapped: ArrowLeftRight,
  donated: HandHeart,
  paid: Receipt,
  refunded: Undo2,
  redeemed: Receipt,
  claimed: Gift,
  moved: Gift,
  sent: ArrowUpRight,
  received: ArrowDownLeft,
  expired: CircleSlash2,
  reversed: RotateCcw,
}

interface MovementItemProps {
  row: MovementRow
  brands: readonly Brand[]
  causeNames: ReadonlyMap<number, string>
  /** What stands below the line: links, a receipt. */
  children?: ReactNode
}

/** One thing that happened: what, when, how much left and came. */
export function MovementItem({ row, brands, causeNames, children }: MovementItemProps): ReactNode {
  const text = useText(activityText)
  const format = useFormat()
  const Icon = icons[row.kind]
  const brand = (id: number | null): string | undefined => brands.find((one) => one.id === id)?.name
  const cause = (id: number | null): string | undefined => (id === null ? undefined : causeNames.get(id))
  return (
    <li className="flex items-start gap-3 py-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-soft">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{describeMovement(row, { brand, cause }, text)}</p>
        <p className="text-sm text-soft">{format.dateTime(BigInt(row.time))}</p>
        {children}
      </div>
      <div className="tabular shrink-0 text-end text-sm font-semibold">
        {row.outPoints !== null && (
          <p>
            <bdi dir="ltr">{text.gave(format.points(BigInt(row.outPoints)))}</bdi>
          </p>
        )}
        {row.inPoints !== null && (
          <p className="text-leaf-strong">
            <bdi dir="ltr">{text.got(format.points(BigInt(row.inPoints)))}</bdi>
          </p>
        )}
        {row.value !== null && <p className="font-normal text-soft">{format.money(BigInt(row.value))}</p>}
      </div>
    </li>
  )
}

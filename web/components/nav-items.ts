import {
  ArrowLeftRight,
  Bell,
  FileText,
  HandHeart,
  Heart,
  House,
  type LucideIcon,
  QrCode,
  Receipt,
  ScrollText,
  Send,
  Settings,
  ShieldCheck,
} from 'lucide-react'

export type NavKey =
  | 'home'
  | 'swap'
  | 'pay'
  | 'donate'
  | 'send'
  | 'activity'
  | 'receipts'
  | 'giving'
  | 'statement'
  | 'safety'
  | 'notices'
  | 'settings'

export interface NavItem {
  key: NavKey
  href: string
  Icon: LucideIcon
}

/** The thumb's row on a phone; the rest is behind "More". */
export const mainItems: readonly NavItem[] = [
  { key: 'home', href: '/', Icon: House },
  { key: 'swap', href: '/swap', Icon: ArrowLeftRight },
  { key: 'pay', href: '/pay', Icon: QrCode },
  { key: 'donate', href: '/donate', Icon: HandHeart },
]

export const moreItems: readonly NavItem[] = [
  { key: 'activity', href: '/activity', Icon: ScrollText },
  { key: 'send', href: '/send', Icon: Send },
  { key: 'receipts', href: '/receipts', Icon: Receipt },
  { key: 'giving', href: '/giving', Icon: Heart },
  { key: 'statement', href: '/statement', Icon: FileText },
  { key: 'notices', href: '/notices', Icon: Bell },
  { key: 'safety', href: '/safety', Icon: ShieldCheck },
  { key: 'settings', href: '/settings', Icon: Settings },
]

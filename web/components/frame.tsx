'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useMember } from '../features/session/member-provider.tsx'
import { useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'
import { Logo } from './logo.tsx'
import { type NavItem, mainItems, moreItems } from './nav-items.ts'
import { OfflineBar } from './offline-bar.tsx'
import { classNames } from './ui/class-names.ts'

const isHere = (path: string, href: string): boolean => (href === '/' ? path === '/' : path.startsWith(href))

/** What stands around every page: a column of links beside it, or a row for the thumb below. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  const text = useText(common)
  const member = useMember()
  if (isHere(usePathname(), '/till')) return <Counter>{children}</Counter>
  return (
    <div className={classNames(member && 'lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]')}>
      <a
        href="#main"
        className="sr-only rounded-full bg-leaf px-4 py-3 font-semibold text-on-leaf focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50"
      >
        {text.skip}
      </a>
      {member && <SideNav />}
      <div className="flex min-h-dvh min-w-0 flex-col">
        <TopBar signedIn={member !== null} />
        <OfflineBar />
        <main
          id="main"
          tabIndex={-1}
          className={classNames(
            'mx-auto w-full max-w-3xl flex-1 px-4 pt-2 outline-none sm:px-6 lg:pt-10',
            member ? 'pb-28 lg:pb-16' : 'pb-16',
          )}
        >
          {children}
        </main>
      </div>
      {member && <ThumbNav />}
    </div>
  )
}

/** A till has the whole window: who stands at it is no member, and has nowhere to go. */
function Counter({ children }: { children: ReactNode }): ReactNode {
  return (
    <main id="main" tabIndex={-1} className="mx-auto min-h-dvh w-full max-w-6xl px-4 pt-4 outline-none sm:px-6">
      {children}
    </main>
  )
}

function TopBar({ signedIn }: { signedIn: boolean }): ReactNode {
  const text = useText(common)
  const path = usePathname()
  return (
    <header
      className={classNames(
        'no-print mx-auto flex w-full max-w-3xl items-center justify-between gap-4 px-4 py-3 sm:px-6',
        signedIn && 'lg:hidden',
      )}
    >
      <Link
        href="/"
        prefetch={false}
        className="flex min-h-11 items-center gap-2 rounded-full pe-2 text-lg font-bold tracking-tight"
      >
        <Logo className="size-8" />
        {text.name}
      </Link>
      {!signedIn && !path.startsWith('/sign-in') && (
        <Link
          href="/sign-in"
          className="flex min-h-11 items-center rounded-full px-4 font-semibold text-leaf-strong hover:bg-leaf-tint"
        >
          {text.signIn}
        </Link>
      )}
    </header>
  )
}

function SideNav(): ReactNode {
  const text = useText(common)
  return (
    <nav
      aria-label={text.main}
      className="no-print sticky top-0 hidden h-dvh flex-col gap-1 overflow-y-auto border-e border-line px-4 py-6 lg:flex"
    >
      <Link
        href="/"
        prefetch={false}
        className="mb-6 flex min-h-11 items-center gap-2 px-3 text-lg font-bold tracking-tight"
      >
        <Logo className="size-8" />
        {text.name}
      </Link>
      {mainItems.map((item) => (
        <SideLink key={item.key} item={item} />
      ))}
      <hr className="my-3 border-line" />
      {moreItems.map((item) => (
        <SideLink key={item.key} item={item} />
      ))}
    </nav>
  )
}

function SideLink({ item: { key, href, Icon } }: { item: NavItem }): ReactNode {
  const text = useText(common)
  const here = isHere(usePathname(), href)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      className={classNames(
        'flex min-h-11 items-center gap-3 rounded-xl px-3 font-medium',
        here ? 'bg-leaf-tint text-leaf-strong' : 'text-soft hover:bg-sunken hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-5" />
      {text.nav[key]}
    </Link>
  )
}

function ThumbNav(): ReactNode {
  const text = useText(common)
  const path = usePathname()
  const items = [
    ...mainItems.map(({ key, href, Icon }) => ({ href, Icon, label: text.nav[key] })),
    { href: '/more', Icon: Ellipsis, label: text.more },
  ]
  const atMore = path === '/more' || moreItems.some((item) => isHere(path, item.href))
  return (
    <nav
      aria-label={text.main}
      className="no-print fixed inset-x-0 bottom-0 z-40 border-t border-line bg-card/95 pb-[env(safe-area-inset-bottom)] backdrop-blur lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-5">
        {items.map(({ href, Icon, label }) => {
          const here = href === '/more' ? atMore : isHere(path, href)
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'grid min-h-16 place-content-center justify-items-center gap-1 text-xs font-medium',
                  here ? 'text-leaf-strong' : 'text-soft',
                )}
              >
                <Icon aria-hidden className="size-6" strokeWidth={here ? 2.4 : 1.9} />
                <span className="max-w-full truncate px-0.5">{label}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

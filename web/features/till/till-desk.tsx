'use client'

import { type ReactNode, useState } from 'react'
import { ShoppingBasket, Undo2, UploadCloud } from 'lucide-react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Badge } from '../../components/ui/badge.tsx'
import { classNames } from '../../components/ui/class-names.ts'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { DeviceButton } from './device-button.tsx'
import { QueueView } from './queue-view.tsx'
import { ReturnView } from './return-view.tsx'
import { SaleView } from './sale-view.tsx'
import { useConnected } from './till-connection.ts'
import type { TillDevice } from './till-device.ts'
import { useTill } from './till-provider.tsx'
import { useQueue } from './use-queue.ts'

const VIEWS = [
  { key: 'sale', Icon: ShoppingBasket },
  { key: 'return', Icon: Undo2 },
  { key: 'queue', Icon: UploadCloud },
] as const

type View = (typeof VIEWS)[number]['key']

/** The till with its key: a sale, a return, and the sales that still have to be told. */
export function TillDesk({ onDevice }: { onDevice: (device: TillDevice) => void }): ReactNode {
  const text = useText(tillText)
  const format = useFormat()
  const { device } = useTill()
  const [view, setView] = useState<View>('sale')
  const connected = useConnected()
  const queue = useQueue(device)
  return (
    <div className="grid gap-4 pb-8">
      <header className="no-print flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <BrandMark code={device.brand} name={device.brandName} className="size-12" />
          <div className="min-w-0">
            <h1 className="truncate text-lg leading-tight font-bold tracking-tight">{device.brandName}</h1>
            <p className="truncate text-sm text-soft">
              <bdi>{device.location}</bdi> · <bdi>{device.device}</bdi>{' '}
              {device.mode === 'test' && <Badge tone="warn">{text.testMode}</Badge>}
            </p>
          </div>
        </div>
        <nav
          aria-label={text.views}
          className="order-last flex w-full gap-1 rounded-2xl bg-sunken p-1 sm:order-none sm:w-auto"
        >
          {VIEWS.map(({ key, Icon }) => (
            <button
              key={key}
              type="button"
              aria-current={view === key ? 'page' : undefined}
              onClick={() => setView(key)}
              className={classNames(
                'flex min-h-12 flex-1 items-center justify-center gap-2 rounded-xl px-4 font-semibold',
                view === key ? 'bg-card text-ink shadow-card' : 'text-soft hover:text-ink',
              )}
            >
              <Icon aria-hidden className="size-5 max-sm:hidden" />
              {text[key]}
              {key === 'queue' && queue.length > 0 && <Badge tone="warn">{format.count(queue.length)}</Badge>}
            </button>
          ))}
        </nav>
        <DeviceButton onDevice={onDevice} />
      </header>
      <div role="status" className="no-print empty:hidden">
        {!connected && (
          <Notice tone="warn" title={text.offlineTitle}>
            {text.offlineText}
          </Notice>
        )}
      </div>
      {view === 'sale' && <SaleView />}
      {view === 'return' && <ReturnView />}
      {view === 'queue' && <QueueView sales={queue} />}
    </div>
  )
}

'use client'

import { Barcode, CreditCard, Phone, UserPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { classNames } from '../../components/ui/class-names.ts'
import { useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { ScanButton } from '../scan/scan-button.tsx'
import { BuyerCard } from './buyer-card.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { LookUpForm } from './look-up-form.tsx'
import { PhoneForm } from './phone-form.tsx'
import { forgetAct } from './till-act.ts'
import { useConnected } from './till-connection.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'
import { useFindBuyer } from './use-find-buyer.ts'
import { useScanner } from './use-scanner.ts'

const WAYS = [
  { key: 'scan', Icon: Barcode },
  { key: 'phone', Icon: Phone },
  { key: 'card', Icon: CreditCard },
  { key: 'enrol', Icon: UserPlus },
] as const

type Way = (typeof WAYS)[number]['key']

/** Who buys: by the code of their phone, by number or card, somebody new, or nobody. */
export function BuyerPanel(): ReactNode {
  const text = useText(tillSale)
  const { draft } = useTill()
  return (
    <Card aria-labelledby="buyer" className="grid gap-4 p-4 sm:p-5">
      <CardTitle id="buyer">{text.buyer}</CardTitle>
      {draft.buyer === undefined ? <FindBuyer /> : <BuyerCard buyer={draft.buyer} claimLink={draft.claimLink} />}
    </Card>
  )
}

function FindBuyer(): ReactNode {
  const text = useText(tillSale)
  const connected = useConnected()
  const [way, setWay] = useState<Way>('scan')
  const { busy, error, found, clear, byText, byCard } = useFindBuyer()
  useScanner((scanned) => void byText(scanned))
  const choose = (next: Way): void => {
    clear()
    if (way === 'enrol') void forgetAct('enrol')
    setWay(next)
  }
  const offline = !connected && (way === 'phone' || way === 'enrol')
  return (
    <div className="grid gap-4">
      <div role="group" aria-label={text.ways} className="grid grid-cols-4 gap-1 rounded-2xl bg-sunken p-1">
        {WAYS.map(({ key, Icon }) => (
          <button
            key={key}
            type="button"
            aria-pressed={way === key}
            onClick={() => choose(key)}
            className={classNames(
              'grid min-h-14 place-content-center justify-items-center gap-0.5 rounded-xl px-1 text-xs font-semibold',
              way === key ? 'bg-card text-ink shadow-card' : 'text-soft hover:text-ink',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {text.way[key]}
          </button>
        ))}
      </div>
      {way === 'scan' && (
        <div className="grid gap-3">
          <p className="text-sm text-soft">{text.scanHint}</p>
          <div className="grid [&_button]:min-h-13 [&_button]:w-full">
            <ScanButton label={text.scanCamera} onText={(code) => void byText(code)} />
          </div>
        </div>
      )}
      {offline && <p className="text-sm text-warn">{text.needsConnection}</p>}
      {way === 'phone' && !offline && <PhoneForm onFound={found} />}
      {way === 'card' && <LookUpForm busy={busy} onCard={(card) => void byCard(card)} />}
      {way === 'enrol' && !offline && <EnrolForm onCancel={() => choose('scan')} />}
      <div role="status" className="empty:hidden">
        {busy && <p className="text-sm text-soft">{text.looking}</p>}
      </div>
      <TillProblem error={error} />
      {error !== undefined && way !== 'enrol' && (
        <div>
          <Button variant="quiet" className="min-h-12" onClick={() => choose('enrol')}>
            {text.enrolInstead}
          </Button>
        </div>
      )}
    </div>
  )
}

'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Address } from 'viem'
import type { PasskeyKey } from '../../../chain/account/signer.ts'
import { api, post } from '../../browser/api.ts'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { safetyText } from '../../messages/safety.ts'
import type { Pairing } from '../../server/pairings.ts'
import { browserName } from './browser-name.ts'
import { checkNumber } from './check-number.ts'
import { writePairingLink } from './pairing-link.ts'

interface PairingBoxProps {
  /** What the button that begins says, and the one that ends. */
  begin: string
  confirm: string
  /** The account the new passkey will sign for, where it is to sign at once. */
  account?: Address
  disabled: boolean
  onKey: (key: PasskeyKey) => void
}

/** Fetches the key of another device: a link for it, then a number that both show. */
export function PairingBox({ begin, confirm, account, disabled, onKey }: PairingBoxProps): ReactNode {
  const text = useText(safetyText)
  const { data, mutate, reset, isPending, isError } = useMutation({
    mutationFn: () => post<{ id: string; url: string }>('/api/pairings'),
  })
  if (data === undefined) {
    return (
      <div className="grid justify-items-start gap-2">
        <Button variant="secondary" disabled={disabled || isPending} onClick={() => mutate()}>
          <Smartphone aria-hidden className="size-5" />
          {begin}
        </Button>
        {isError && <Notice tone="warn">{text.failed}</Notice>}
      </div>
    )
  }
  return (
    <Waiting
      id={data.id}
      url={writePairingLink(data.url, account)}
      confirm={confirm}
      disabled={disabled}
      onKey={onKey}
      onOver={reset}
    />
  )
}

interface WaitingProps extends Omit<PairingBoxProps, 'begin' | 'account'> {
  id: string
  url: string
  onOver: () => void
}

function Waiting({ id, url, confirm, disabled, onKey, onOver }: WaitingProps): ReactNode {
  const text = useText(safetyText)
  const { data, isError } = useQuery({
    queryKey: ['pairing', id],
    queryFn: () => api<Pairing>(`/api/pairings/${id}`),
    refetchInterval: ({ state }) => (state.data?.answer === undefined ? 1_500 : false),
    retry: false,
  })
  if (isError) {
    return (
      <Notice tone="warn" alert>
        <p>{text.pairOver}</p>
        <Button size="small" variant="secondary" onClick={onOver}>
          {text.addOther}
        </Button>
      </Notice>
    )
  }
  if (data?.answer === undefined) return <PairingLink url={url} />
  const { answer } = data
  return (
    <section aria-label={text.pairAnswered} className="grid gap-3 rounded-2xl bg-sunken p-4">
      <p role="status" className="font-semibold">
        {text.pairAnswered}: {browserName(answer.device) ?? text.unknownBrowser}
      </p>
      <p className="tabular text-2xl font-bold tracking-wide" dir="ltr">
        {checkNumber(answer)}
      </p>
      <p className="text-sm text-soft">{text.pairCompare}</p>
      <div>
        <Button disabled={disabled} onClick={() => onKey({ x: answer.x, y: answer.y })}>
          {confirm}
        </Button>
      </div>
    </section>
  )
}

function PairingLink({ url }: { url: string }): ReactNode {
  const text = useText(safetyText)
  const [copied, setCopied] = useState(false)
  return (
    <section
      aria-label={text.pairTitle}
      className="grid justify-items-center gap-3 rounded-2xl bg-sunken p-4 text-center"
    >
      <p className="font-semibold">{text.pairTitle}</p>
      <QrCode text={url} label={text.pairLabel} />
      <p className="text-sm text-soft">{text.pairText}</p>
      <Button
        size="small"
        variant="secondary"
        onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
      >
        <Copy aria-hidden className="size-4" />
        {copied ? text.pairCopied : text.pairLink}
      </Button>
      <p role="status" className="text-sm font-medium">
        {text.pairWaiting}
      </p>
    </section>
  )
}

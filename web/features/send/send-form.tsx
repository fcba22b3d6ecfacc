'use client'

import { Fingerprint } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { AddressText } from '../../components/address-text.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Field, Input, Select } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { Flow } from '../../flows/use-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { flows } from '../../messages/flows.ts'
import { sendText } from '../../messages/send.ts'
import type { MemberData } from '../holdings/use-member-data.ts'
import { ScanButton } from '../scan/scan-button.tsx'
import { parseAmount } from '../swap/parse-amount.ts'
import { readRecipient } from './recipient.ts'
import { useRecipient } from './use-recipient.ts'

/** Whom, how many, of which brand. */
export function SendForm({ data, flow }: { data: MemberData; flow: Flow }): ReactNode {
  const text = useText(sendText)
  const words = useText(flows)
  const format = useFormat()
  const [brandId, setBrandId] = useState<number>()
  const [typed, setTyped] = useState('')
  const [to, setTo] = useRecipientText()
  const recipient = useRecipient(to, data)
  const holding = data.holdings.find(({ brand }) => brand.id === brandId) ?? data.holdings[0]
  if (!holding) return null
  const { brand } = holding
  const amount = parseAmount(typed)
  const points = typeof amount === 'bigint' ? amount : 0n
  const tooMuch = points > holding.points
  const error = amount === 'bad' ? text.badAmount : tooMuch ? text.tooMuch(format.points(holding.points)) : undefined
  const locked = data.lockedUntil !== undefined
  const ready = recipient.address !== undefined && points > 0n && !tooMuch && !locked

  const send = async (): Promise<void> => {
    if (!ready || recipient.address === undefined) return
    await flow.start({
      intents: [{ verb: 'Transfer', message: { brandId: brand.id, to: recipient.address, points } }],
      effects: [{ brandId: brand.id, points: String(-points) }],
      summary: { points: format.points(points), brand: brand.name, to: recipient.address },
    })
  }

  return (
    <Card className="grid gap-5">
      {locked && <Notice tone="warn">{text.locked}</Notice>}
      <RecipientField typed={to} onType={setTo} recipient={recipient} />
      <Field label={text.which} hint={text.has(format.points(holding.points), format.money(holding.worth))}>
        {(parts) => (
          <Select {...parts} value={brand.id} onChange={({ target }) => setBrandId(Number(target.value))}>
            {data.holdings.map(({ brand: { id, name } }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.amount} {...(error === undefined ? {} : { error })}>
        {(parts) => (
          <div className="flex items-center gap-2">
            <Input
              {...parts}
              dir="ltr"
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className="tabular text-2xl font-bold"
            />
            <button
              type="button"
              onClick={() => setTyped(formatDecimal(holding.points, { decimals: 2, minimum: 0 }))}
              className="min-h-11 shrink-0 rounded-full px-3 text-sm font-semibold text-leaf-strong hover:bg-sunken"
            >
              {text.all}
            </button>
          </div>
        )}
      </Field>
      <p role="status" className="text-center font-medium empty:hidden">
        {flow.signing ? words.signing : ''}
      </p>
      <Button size="large" wide disabled={!ready || flow.signing} onClick={() => void send()}>
        <Fingerprint aria-hidden className="size-6" />
        {ready ? text.confirm(format.points(points), brand.name) : text.confirmShort}
      </Button>
    </Card>
  )
}

/** What stands in the field; a link that came with `#to=` fills it. */
function useRecipientText(): [string, (text: string) => void] {
  const [to, setTo] = useState('')
  useEffect(() => {
    const given = readRecipient(location.href)
    if (!given || !('address' in given)) return
    setTo(given.address)
    history.replaceState(null, '', location.pathname)
  }, [])
  return [to, setTo]
}

interface RecipientFieldProps {
  typed: string
  onType: (text: string) => void
  recipient: ReturnType<typeof useRecipient>
}

function RecipientField({ typed, onType, recipient: { address, fault, known } }: RecipientFieldProps): ReactNode {
  const text = useText(sendText)
  const [badCode, setBadCode] = useState(false)
  const scanned = (code: string): void => {
    const read = readRecipient(code)
    const found = read && 'address' in read
    setBadCode(!found)
    if (found) onType(read.address)
  }
  const error = fault === undefined ? undefined : text[fault]
  return (
    <div className="grid gap-3">
      <Field label={text.to} hint={text.toHint} {...(error === undefined ? {} : { error })}>
        {(parts) => (
          <Input
            {...parts}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="0x…"
            value={typed}
            onChange={({ target }) => onType(target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <div>
        <ScanButton label={text.scan} onText={scanned} />
      </div>
      <div role="status" className="grid gap-2 empty:hidden">
        {badCode && <Notice tone="warn">{text.badCode}</Notice>}
        {address !== undefined && known === false && (
          <Notice tone="warn">
            <p>{text.unknown}</p>
            <AddressText value={address} />
          </Notice>
        )}
        {address !== undefined && known === true && <p className="text-sm text-soft">{text.known}</p>}
      </div>
    </div>
  )
}

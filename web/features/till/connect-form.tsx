'use client'

import { Store } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { SettingsFields, type TypedSettings, readSettings, typedSettings } from './settings-fields.tsx'
import { tillRequest } from './till-api.ts'
import type { TillDevice } from './till-device.ts'
import { TillProblem } from './till-problem.tsx'

interface ConnectFormProps {
  /** It was a till, and its key is not good any more. */
  refused: boolean
  onDevice: (device: TillDevice) => void
}

/** Takes the device's key, once. It goes to our own server and is in no script afterwards. */
export function ConnectForm({ refused, onDevice }: ConnectFormProps): ReactNode {
  const text = useText(tillText)
  const [key, setKey] = useState('')
  const [settings, setSettings] = useState<TypedSettings>(typedSettings())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const read = readSettings(settings)
  const connect = async (): Promise<void> => {
    if (read === undefined) return
    setBusy(true)
    setError(undefined)
    try {
      const body = JSON.stringify({ key: key.trim(), settings: read })
      onDevice(await tillRequest<TillDevice>({ method: 'POST', path: '/device', body }))
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="mx-auto grid w-full max-w-lg gap-6 py-6">
      <header className="grid justify-items-center gap-3 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-leaf-tint text-leaf-strong">
          <Store aria-hidden className="size-8" />
        </span>
        <h1 className="text-3xl font-bold tracking-tight">{text.connectTitle}</h1>
        <p className="max-w-prose text-soft">{text.connectLead}</p>
      </header>
      {refused && (
        <Notice tone="bad" alert title={text.refusedTitle}>
          {text.refusedText}
        </Notice>
      )}
      <Card>
        <form
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            void connect()
          }}
        >
          <Field label={text.key} hint={text.keyHint}>
            {(parts) => (
              <Input
                {...parts}
                type="password"
                autoComplete="off"
                spellCheck={false}
                dir="ltr"
                required
                data-scan
                value={key}
                onChange={({ target }) => setKey(target.value)}
              />
            )}
          </Field>
          <SettingsFields value={settings} onChange={setSettings} />
          <TillProblem error={error} />
          <Button type="submit" size="large" wide disabled={busy || key.trim() === '' || read === undefined}>
            {busy ? text.connecting : text.connect}
          </Button>
        </form>
      </Card>
    </div>
  )
}

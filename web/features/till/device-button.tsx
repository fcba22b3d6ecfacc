'use client'

import { Settings2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { type Locale, locales } from '../../i18n/locale.ts'
import { usePreferences, useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { SettingsFields, readSettings, typedSettings } from './settings-fields.tsx'
import { tillRequest } from './till-api.ts'
import type { TillDevice } from './till-device.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'

/** How this device is set up, and the way to take its key away. */
export function DeviceButton({ onDevice }: { onDevice: (device: TillDevice) => void }): ReactNode {
  const text = useText(tillText)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-label={text.settings}
        onClick={() => setOpen(true)}
        className="grid size-12 place-items-center rounded-full border border-edge/50 bg-card hover:bg-sunken"
      >
        <Settings2 aria-hidden className="size-5" />
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={text.settings}>
        <DeviceSettings
          onDevice={(device) => {
            onDevice(device)
            setOpen(false)
          }}
        />
      </Dialog>
    </>
  )
}

function DeviceSettings({ onDevice }: { onDevice: (device: TillDevice) => void }): ReactNode {
  const text = useText(tillText)
  const { device, leave } = useTill()
  const { preferences, change } = usePreferences()
  const [typed, setTyped] = useState(() => typedSettings(device.settings))
  const [error, setError] = useState<unknown>()
  const settings = readSettings(typed)
  const save = async (): Promise<void> => {
    setError(undefined)
    try {
      const body = JSON.stringify({ settings })
      onDevice(await tillRequest<TillDevice>({ method: 'POST', path: '/device', body }))
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <div className="grid gap-5 [&_fieldset_label]:min-h-12">
      <Segmented
        legend={text.language}
        value={preferences.locale}
        options={Object.entries(locales).map(([value, { name }]) => ({ value: value as Locale, label: name }))}
        onChange={(locale) => change({ locale })}
      />
      <Segmented
        legend={text.theme}
        value={preferences.theme}
        options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: text.themes[value] }))}
        onChange={(theme) => change({ theme })}
      />
      <SettingsFields value={typed} onChange={setTyped} />
      <TillProblem error={error} />
      <div className="flex flex-wrap gap-3">
        <Button className="min-h-12" disabled={settings === undefined} onClick={() => void save()}>
          {text.save}
        </Button>
        <Button className="min-h-12" variant="danger" onClick={leave}>
          {text.leave}
        </Button>
      </div>
      <p className="text-sm text-soft">{text.leaveHint}</p>
    </div>
  )
}

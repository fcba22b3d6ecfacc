'use client'

import { LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { AddressText } from '../../components/address-text.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { Field, Select } from '../../components/ui/field.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { conversionDate, currencyCodes, isCurrency } from '../../i18n/currencies.ts'
import { type Locale, isLocale, locales } from '../../i18n/locale.ts'
import { useFormat, usePreferences, useText } from '../../i18n/provider.tsx'
import { settingsText } from '../../messages/settings.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'
import { signOut } from '../session/sign-out.ts'
import { ExportEverything } from './export-everything.tsx'

export function SettingsPage(): ReactNode {
  return (
    <div className="grid gap-5">
      <Looks />
      <Account />
      <ExportEverything />
      <Behind />
    </div>
  )
}

/** Language, theme and the second currency: kept in a cookie, so that the server's first picture is right. */
function Looks(): ReactNode {
  const text = useText(settingsText)
  const format = useFormat()
  const router = useRouter()
  const { preferences, change } = usePreferences()
  const speak = (locale: Locale): void => {
    change({ locale })
    router.refresh()
  }
  const day = format.date(BigInt(Date.parse(conversionDate) / 1000))
  return (
    <Card className="grid gap-5">
      <Field label={text.language}>
        {(parts) => (
          <Select
            {...parts}
            value={preferences.locale}
            onChange={({ target }) => isLocale(target.value) && speak(target.value)}
          >
            {Object.entries(locales).map(([locale, { name }]) => (
              <option key={locale} value={locale} lang={locale}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Segmented
        legend={text.theme}
        value={preferences.theme}
        options={[
          { value: 'system', label: text.system },
          { value: 'light', label: text.light },
          { value: 'dark', label: text.dark },
        ]}
        onChange={(theme) => change({ theme })}
      />
      <Field label={text.currency} hint={text.currencyHint(day)}>
        {(parts) => (
          <Select
            {...parts}
            value={preferences.currency}
            onChange={({ target }) => isCurrency(target.value) && change({ currency: target.value })}
          >
            {currencyCodes.map((code) => (
              <option key={code} value={code}>
                {code === 'USD' ? text.dollarOnly : code}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Card>
  )
}

function Account(): ReactNode {
  const text = useText(settingsText)
  const network = useNetwork()
  const { account, kind } = useSignedIn()
  const [busy, setBusy] = useState(false)
  const leave = async (): Promise<void> => {
    setBusy(true)
    await signOut({ network }).finally(() => setBusy(false))
    // A fresh page: nothing of the member stays in memory.
    location.assign('/')
  }
  return (
    <Card className="grid gap-4">
      <CardTitle>{text.account}</CardTitle>
      <Facts>
        <Fact name={text.address}>
          <AddressText value={account} />
        </Fact>
      </Facts>
      <p className="text-sm text-soft">
        {text.addressHint} {kind === 'passkey' ? text.kindPasskey : text.kindWallet}.
      </p>
      <Button variant="secondary" disabled={busy} onClick={() => void leave()}>
        <LogOut aria-hidden className="size-5 rtl:-scale-x-100" />
        {text.signOut}
      </Button>
      <p className="text-sm text-soft">{text.signOutHint}</p>
    </Card>
  )
}

function Behind(): ReactNode {
  const text = useText(settingsText)
  const { chainId, hub, stablecoin } = useNetwork()
  return (
    <Card className="grid gap-4">
      <CardTitle>{text.network}</CardTitle>
      <Facts>
        <Fact name={text.chain}>{String(chainId)}</Fact>
        <Fact name={text.hub}>
          <AddressText value={hub} />
        </Fact>
        <Fact name={text.stablecoin}>
          <AddressText value={stablecoin} />
        </Fact>
      </Facts>
    </Card>
  )
}

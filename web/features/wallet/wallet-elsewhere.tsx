'use client'

import { Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Connector } from 'wagmi'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { useText } from '../../i18n/provider.tsx'
import { signInText } from '../../messages/sign-in.ts'
import { useNetwork } from '../network/network-provider.tsx'

interface WalletElsewhereProps {
  busy: boolean
  onChosen: (connector: Connector) => Promise<void>
}

/** The way in for a wallet on another device, or in another app of this one: a code to scan, or a link to open. */
export function WalletElsewhere({ busy, onChosen }: WalletElsewhereProps): ReactNode {
  const text = useText(signInText)
  const network = useNetwork()
  const [uri, setUri] = useState<string>()
  const begin = async (): Promise<void> => {
    const { onUri, walletConnector } = await import('./wallet-connect.ts')
    const connector = walletConnector(network)
    const end = onUri(connector, setUri)
    await onChosen(connector)
    end()
    setUri(undefined)
  }
  return (
    <>
      <Button variant="secondary" disabled={busy} onClick={() => void begin()}>
        <Smartphone aria-hidden className="size-5" />
        {text.walletElsewhere}
      </Button>
      {uri !== undefined && (
        <div className="grid justify-items-center gap-3" data-testid="wallet-uri" data-uri={uri}>
          <QrCode text={uri} label={text.walletScan} />
          <p className="max-w-prose text-sm text-soft">{text.walletScan}</p>
          <Button asChild variant="quiet">
            <a href={uri}>{text.walletOpen}</a>
          </Button>
        </div>
      )}
    </>
  )
}

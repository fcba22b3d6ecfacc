'use client'

import { type ReactNode, useState } from 'react'
import { type Connector, WagmiProvider, useConnectors } from 'wagmi'
import { Button } from '../../components/ui/button.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { describe } from '../../flows/start-flow.ts'
import { useText } from '../../i18n/provider.tsx'
import { signInText } from '../../messages/sign-in.ts'
import type { Member } from '../../server/session.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useMemberState } from '../session/member-provider.tsx'
import { walletConfig } from './wallet-config.ts'
import { WalletElsewhere } from './wallet-elsewhere.tsx'
import { enterWithWallet } from './wallet-session.ts'

interface WalletPanelProps {
  onEntered: (member: Member) => void
}

export function WalletPanel(props: WalletPanelProps): ReactNode {
  const network = useNetwork()
  return (
    <WagmiProvider config={walletConfig(network)} reconnectOnMount={false}>
      <Wallets {...props} />
    </WagmiProvider>
  )
}

/** One button for each wallet that announced itself. */
function Wallets({ onEntered }: WalletPanelProps): ReactNode {
  const text = useText(signInText)
  const network = useNetwork()
  const { setMember } = useMemberState()
  const here = useConnectors().filter(({ id }) => id !== 'walletConnect')
  const found = here.filter(({ id }) => id !== 'injected' || 'ethereum' in window)
  const announced = found.filter((connector) => connector.id !== 'injected')
  const connectors = announced.length > 0 ? announced : found
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  const enter = async (connector: Connector): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const member = await enterWithWallet(network, connector, text.walletStatement)
      setMember(member)
      onEntered(member)
    } catch (error) {
      const { code, detail } = describe(error)
      setProblem(code === 'stopped' ? text.stopped : detail)
    } finally {
      setBusy(false)
    }
  }

  return (
    <section aria-label={text.wallet} className="grid gap-3 border-t border-line pt-4">
      <p className="text-sm text-soft">{text.walletLead}</p>
      {connectors.length === 0 && network.walletConnect === null && <Notice>{text.walletNone}</Notice>}
      {connectors.map((connector) => (
        <Button key={connector.uid} variant="secondary" disabled={busy} onClick={() => void enter(connector)}>
          {text.walletSign(connector.name)}
        </Button>
      ))}
      {network.walletConnect !== null && <WalletElsewhere busy={busy} onChosen={enter} />}
      <div role="status" className="empty:hidden">
        {busy && <p className="text-sm">{text.walletBusy}</p>}
        {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      </div>
    </section>
  )
}

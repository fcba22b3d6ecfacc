'use client'

import { Fingerprint, KeyRound, Wallet } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { addSignerCall, removeSignerCall } from '../../../chain/account/account-calls.ts'
import { type PasskeyKey, type Signer, addressOfSigner, isSameSigner } from '../../../chain/account/signer.ts'
import type { SignerEntry } from '../../../chain/account/signers-of.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { describe } from '../../flows/start-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'
import { flows } from '../../messages/flows.ts'
import { safetyText } from '../../messages/safety.ts'
import { signInText } from '../../messages/sign-in.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'
import { PairingBox } from './pairing-box.tsx'
import { SignerName } from './signer-name.tsx'
import { useAccountFlow } from './use-account-flow.ts'
import { useAccountState } from './use-account-state.ts'

/** Everybody who can sign for the account; adding and removing. */
export function Devices(): ReactNode {
  const text = useText(safetyText)
  const words = useText(flows)
  const { account, passkey } = useSignedIn()
  const { answer, failed } = useAccountState()
  const { flow, record, change } = useAccountFlow('devices')
  const here: Signer | undefined = passkey && { x: passkey.x, y: passkey.y }
  const signers = answer?.state?.signers ?? (here ? [{ slot: 0, signer: here }] : [])
  const add = (key: PasskeyKey): void => void change([addSignerCall(account, key)], text.added)
  return (
    <Card aria-labelledby="devices" className="grid gap-4">
      <CardTitle id="devices" className="flex items-center gap-2">
        <Fingerprint aria-hidden className="size-5 text-leaf-strong" />
        {text.devicesTitle}
      </CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.devicesText}</p>
      {failed && <Notice tone="warn">{text.failed}</Notice>}
      {answer === undefined && !failed && <Skeleton className="h-20" />}
      {answer !== undefined && (
        <>
          <ul className="grid gap-2">
            {signers.map((entry) => (
              <SignerLine
                key={entry.slot}
                entry={entry}
                here={here !== undefined && isSameSigner(entry.signer, here)}
                last={signers.length === 1}
                disabled={flow.signing || flow.record !== undefined}
                onRemove={() => void change([removeSignerCall(account, entry.signer)], text.removed)}
              />
            ))}
          </ul>
          {!answer.made && <p className="text-sm text-soft">{text.notMade}</p>}
        </>
      )}
      {record ? (
        <FlowProgress record={record} onDone={flow.dismiss}>
          <p>{record.summary.what}</p>
        </FlowProgress>
      ) : (
        <AddDevice disabled={flow.signing || flow.record !== undefined} onKey={add} />
      )}
      <p role="status" className="font-medium empty:hidden">
        {flow.signing ? words.signing : ''}
      </p>
    </Card>
  )
}

interface SignerLineProps {
  entry: SignerEntry
  here: boolean
  last: boolean
  disabled: boolean
  onRemove: () => void
}

function SignerLine({ entry: { slot, signer }, here, last, disabled, onRemove }: SignerLineProps): ReactNode {
  const text = useText(safetyText)
  const buttons = useText(common)
  const [asking, setAsking] = useState(false)
  const isWallet = addressOfSigner(signer) !== undefined
  const Icon = isWallet ? Wallet : KeyRound
  const name = isWallet ? text.wallet : slot === 0 ? text.first : text.further(String(slot + 1))
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border border-line px-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-soft" />
      <div className="min-w-40 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-sm text-soft">
          <SignerName signer={signer} />
        </p>
      </div>
      {here && <Badge tone="good">{text.here}</Badge>}
      {!last && !here && (
        <Button size="small" variant="danger" disabled={disabled} onClick={() => setAsking(true)}>
          {text.remove}
        </Button>
      )}
      {!last && here && <p className="w-full text-sm text-soft">{text.removeHere}</p>}
      <Dialog open={asking} onClose={() => setAsking(false)} title={text.removeTitle}>
        <p>{text.removeText}</p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={() => setAsking(false)}>
            {buttons.cancel}
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              setAsking(false)
              onRemove()
            }}
          >
            {text.remove}
          </Button>
        </div>
      </Dialog>
    </li>
  )
}

function AddDevice({ disabled, onKey }: { disabled: boolean; onKey: (key: PasskeyKey) => void }): ReactNode {
  const text = useText(safetyText)
  const names = useText(signInText)
  const format = useFormat()
  const { rpId } = useNetwork()
  const { account } = useSignedIn()
  const [problem, setProblem] = useState<string>()
  const addHere = async (): Promise<void> => {
    setProblem(undefined)
    try {
      const { newPasskey } = await import('./new-passkey.ts')
      const name = names.passkeyName(format.date(BigInt(Math.floor(Date.now() / 1000))))
      onKey(await newPasskey({ rpId, name, account }))
    } catch (error) {
      const { code, detail } = describe(error)
      setProblem(code === 'stopped' ? names.stopped : detail)
    }
  }
  return (
    <div className="grid gap-3">
      <PairingBox
        begin={text.addOther}
        confirm={text.pairConfirm}
        account={account}
        disabled={disabled}
        onKey={onKey}
      />
      <div className="grid justify-items-start gap-1">
        <Button variant="quiet" disabled={disabled} onClick={() => void addHere()}>
          {text.addHere}
        </Button>
        <p className="text-sm text-soft">{text.addHereText}</p>
      </div>
      <div role="status" className="empty:hidden">
        {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      </div>
    </div>
  )
}

'use client'

import { LifeBuoy } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { cancelRecoveryCall, endRecoveryCall, setRecoveryCall } from '../../../chain/account/account-calls.ts'
import { type Signer, addressOfSigner, toAddressSigner } from '../../../chain/account/signer.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { flows } from '../../messages/flows.ts'
import { safetyText } from '../../messages/safety.ts'
import { sendText } from '../../messages/send.ts'
import type { AccountState } from '../../server/account-state.ts'
import { readRecipient } from '../send/recipient.ts'
import { useSignedIn } from '../session/member-provider.tsx'
import { DelaySelect } from './delay-select.tsx'
import { delayText } from './delay-text.ts'
import { PairingBox } from './pairing-box.tsx'
import { SignerName } from './signer-name.tsx'
import { useAccountFlow } from './use-account-flow.ts'
import { useAccountState } from './use-account-state.ts'

const RECOVERY_DAYS = [3, 7, 14, 30]

/** Who may ask for the account, how long it waits, and how to say no. */
export function Recovery(): ReactNode {
  const text = useText(safetyText)
  const words = useText(flows)
  const { account } = useSignedIn()
  const { answer, failed } = useAccountState()
  const { flow, record, change } = useAccountFlow('recovery')
  const [changing, setChanging] = useState(false)
  const recovery = answer?.state?.recovery
  const disabled = flow.signing || flow.record !== undefined
  const name = (signer: Signer, delay: number): void => {
    setChanging(false)
    void change([setRecoveryCall(account, { signer, delay })], text.recoveryDone)
  }
  return (
    <Card aria-labelledby="recovery" className="grid gap-4">
      <CardTitle id="recovery" className="flex items-center gap-2">
        <LifeBuoy aria-hidden className="size-5 text-leaf-strong" />
        {text.recoveryTitle}
      </CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.recoveryText}</p>
      {failed && <Notice tone="warn">{text.failed}</Notice>}
      {answer === undefined && !failed && <Skeleton className="h-20" />}
      {recovery?.pending && (
        <PendingRecovery
          pending={recovery.pending}
          disabled={disabled}
          onNo={() => void change([cancelRecoveryCall(account)], text.saidNo)}
        />
      )}
      {answer !== undefined && <NamedRecovery recovery={recovery} />}
      {record && (
        <FlowProgress record={record} onDone={flow.dismiss}>
          <p>{record.summary.what}</p>
        </FlowProgress>
      )}
      {answer !== undefined && !record && (recovery?.signer === undefined || changing) && (
        <NameRecovery disabled={disabled} onName={name} />
      )}
      {!record && recovery?.signer !== undefined && !changing && (
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" disabled={disabled} onClick={() => setChanging(true)}>
            {text.change}
          </Button>
          <Button
            variant="danger"
            disabled={disabled}
            onClick={() => void change([endRecoveryCall(account)], text.recoveryDone)}
          >
            {text.endRecovery}
          </Button>
        </div>
      )}
      <p role="status" className="font-medium empty:hidden">
        {flow.signing ? words.signing : ''}
      </p>
      <Link
        href="/recover"
        prefetch={false}
        className="text-sm font-medium text-leaf-strong underline underline-offset-4"
      >
        {text.recoverLink}
      </Link>
    </Card>
  )
}

function NamedRecovery({ recovery }: { recovery: AccountState['recovery'] | undefined }): ReactNode {
  const text = useText(safetyText)
  const format = useFormat()
  if (recovery?.signer === undefined) return <p className="text-sm font-medium text-warn">{text.recoveryNone}</p>
  const isAddress = addressOfSigner(recovery.signer) !== undefined
  return (
    <p className="text-sm">
      {text.recoverySet(delayText(recovery.delay, text, format))}
      <span className="block">
        {!isAddress && `${text.recoveryPasskey} `}
        <SignerName signer={recovery.signer} />
      </span>
    </p>
  )
}

interface PendingRecoveryProps {
  pending: NonNullable<AccountState['recovery']['pending']>
  disabled: boolean
  onNo: () => void
}

function PendingRecovery({ pending, disabled, onNo }: PendingRecoveryProps): ReactNode {
  const text = useText(safetyText)
  const format = useFormat()
  return (
    <Notice tone="bad" title={text.pending}>
      <p>{text.pendingText(format.dateTime(BigInt(pending.dueAt)))}</p>
      <p>
        {text.pendingKey} <SignerName signer={pending.proposed} />
      </p>
      <div>
        <Button variant="danger" disabled={disabled} onClick={onNo}>
          {text.sayNo}
        </Button>
      </div>
    </Notice>
  )
}

interface NameRecoveryProps {
  disabled: boolean
  onName: (signer: Signer, delay: number) => void
}

function NameRecovery({ disabled, onName }: NameRecoveryProps): ReactNode {
  const text = useText(safetyText)
  const faults = useText(sendText)
  const { account } = useSignedIn()
  const [delay, setDelay] = useState(86_400 * 7)
  const [typed, setTyped] = useState('')
  const read = readRecipient(typed)
  const address = read && 'address' in read ? read.address : undefined
  const self = address?.toLowerCase() === account.toLowerCase()
  const error = read && 'fault' in read ? faults[read.fault] : self ? faults.self : undefined
  return (
    <div className="grid gap-4">
      <DelaySelect label={text.recoveryWait} options={RECOVERY_DAYS} value={delay} onChange={setDelay} />
      <PairingBox
        begin={text.namePasskey}
        confirm={text.pairConfirmRecovery}
        disabled={disabled}
        onKey={(key) => onName(key, delay)}
      />
      <Field label={text.recoveryAddress} hint={text.recoveryAddressHint} {...(error === undefined ? {} : { error })}>
        {(parts) => (
          <Input
            {...parts}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            placeholder="0x…"
            className="font-mono"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <div>
        <Button
          variant="secondary"
          disabled={disabled || address === undefined || self}
          onClick={() => address && onName(toAddressSigner(address), delay)}
        >
          {text.nameAddress}
        </Button>
      </div>
    </div>
  )
}

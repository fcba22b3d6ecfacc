'use client'

import { Check, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { AddressText } from '../components/address-text.tsx'
import { Button } from '../components/ui/button.tsx'
import { classNames } from '../components/ui/class-names.ts'
import { Notice } from '../components/ui/notice.tsx'
import { describeRefusal } from '../features/refusal/describe-refusal.ts'
import { useFormat, useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'
import { flows } from '../messages/flows.ts'
import { refusals } from '../messages/refusals.ts'
import type { FlowRecord, FlowState } from './flow-record.ts'

const ORDER: readonly FlowState[] = ['sending', 'sent', 'in-block', 'shown']

interface FlowProgressProps {
  record: FlowRecord
  /** What has come of it, once it is done. */
  children?: ReactNode
  /** What the last button says; "Done" where nothing is given. */
  doneLabel?: string
  onDone: () => void
}

/** How something a member signed goes: signed, sent, on the chain, in the balance. */
export function FlowProgress({ record, children, doneLabel, onDone }: FlowProgressProps): ReactNode {
  const text = useText(flows)
  const buttons = useText(common)
  if (record.state === 'failed' || record.state === 'cancelled') return <FlowFailure record={record} onDone={onDone} />
  const lost = record.parts.filter((part) => part.status === 'failed')
  return (
    <section aria-label={text.progress} className="rise grid gap-5" data-flow-state={record.state}>
      <p role="status" className="text-lg font-semibold">
        {statusText(text, record.state)}
      </p>
      <Steps state={record.state} />
      {record.state === 'shown' ? children : <Underway record={record} />}
      {record.state === 'shown' && lost.length > 0 && (
        <Notice tone="warn" title={text.partly}>
          {lost.map((part, index) => (
            <p key={index}>{part.problem?.detail}</p>
          ))}
        </Notice>
      )}
      <Transactions record={record} />
      {record.state === 'shown' && <Button onClick={onDone}>{doneLabel ?? buttons.done}</Button>}
    </section>
  )
}

function Underway({ record }: { record: FlowRecord }): ReactNode {
  const text = useText(flows)
  const held = record.parts.find((part) => part.status !== 'failed' && part.problem)?.problem
  return (
    <>
      <p className="text-sm text-soft">{text.leave}</p>
      <div role="status" className="empty:hidden">
        {held && (
          <Notice tone="warn" title={text.held}>
            <FailureWords problem={held} />
          </Notice>
        )}
      </div>
    </>
  )
}

function statusText(text: (typeof flows)['en'], state: FlowState): string {
  if (state === 'sending') return text.sending
  if (state === 'sent') return text.waiting
  return state === 'in-block' ? text.confirming : text.finished
}

function Steps({ state }: { state: FlowState }): ReactNode {
  const text = useText(flows)
  const labels = [text.signed, text.sent, text.inBlock, text.shown]
  const at = ORDER.indexOf(state)
  return (
    <ol className="grid grid-cols-4 gap-1">
      {labels.map((label, index) => {
        const reached = index <= at
        const next = index === at + 1
        return (
          <li key={label} className="grid justify-items-center gap-1.5 text-center text-xs font-medium">
            <span
              aria-hidden
              className={classNames(
                'grid size-9 place-items-center rounded-full',
                reached ? 'bg-leaf text-on-leaf' : 'bg-sunken text-soft',
              )}
            >
              {reached ? <Check className="size-5" /> : next ? <LoaderCircle className="size-5 animate-spin" /> : null}
            </span>
            <span className={reached ? 'text-ink' : 'text-soft'}>{label}</span>
          </li>
        )
      })}
    </ol>
  )
}

function Transactions({ record }: { record: FlowRecord }): ReactNode {
  const text = useText(common)
  const hashes = [...new Set(record.parts.flatMap(({ transaction }) => (transaction ? [transaction] : [])))]
  if (hashes.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
      {text.transaction}
      {hashes.map((hash) => (
        <AddressText key={hash} value={hash} />
      ))}
    </p>
  )
}

function FailureWords({ problem }: { problem: FlowRecord['problem'] }): ReactNode {
  const text = useText(refusals)
  const format = useFormat()
  if (!problem) return null
  const { what, todo } = describeRefusal(
    { code: problem.code, sentence: problem.detail },
    { text, format, brandName: String },
  )
  return (
    <>
      <p>{what}</p>
      {todo !== undefined && <p>{todo}</p>}
    </>
  )
}

function FlowFailure({ record, onDone }: Omit<FlowProgressProps, 'children'>): ReactNode {
  const text = useText(flows)
  const buttons = useText(common)
  const stopped = record.problem?.code === 'stopped'
  return (
    <section aria-label={text.progress} className="rise grid gap-4" data-flow-state={record.state}>
      {stopped ? (
        <Notice alert title={text.stopped} />
      ) : (
        <Notice alert tone="bad" title={text.failed}>
          <FailureWords problem={record.problem} />
          <p>{text.nothingMoved}</p>
        </Notice>
      )}
      <Button onClick={onDone}>{buttons.again}</Button>
    </section>
  )
}

'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Address } from 'viem'
import { useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'

/** An address or hash: short to read, whole to copy and to hear. */
export function AddressText({ value }: { value: Address | `0x${string}` }): ReactNode {
  const text = useText(common)
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      <bdi dir="ltr" className="font-mono text-[0.9em]" title={value}>
        {value.slice(0, 8)}…{value.slice(-6)}
      </bdi>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={`${text.copy} ${value}`}
        className="no-print grid size-8 place-items-center rounded-full text-soft hover:bg-sunken"
      >
        {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      </button>
      <span role="status" className="sr-only">
        {copied ? text.copied : ''}
      </span>
    </span>
  )
}

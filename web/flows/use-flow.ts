'use client'

import { useCallback, useState } from 'react'
import { useNetwork } from '../features/network/network-provider.tsx'
import { useMember } from '../features/session/member-provider.tsx'
import { type FlowKind, type FlowRecord, isOpen } from './flow-record.ts'
import { changeFlow, useFlows } from './flow-store.ts'
import { type FlowRequest, startFlow } from './start-flow.ts'

export interface Flow {
  /** The flow of this kind that is under way, or whose end the member has not put away yet. */
  record: FlowRecord | undefined
  /** Between the tap and the finished signature. */
  signing: boolean
  start: (request: Omit<FlowRequest, 'kind'>) => Promise<FlowRecord>
  /** Puts a finished flow away. */
  dismiss: () => void
}

/** What a page needs to set something in motion and to show how it goes, also after a reload. */
export function useFlow(kind: FlowKind): Flow {
  const member = useMember()
  const network = useNetwork()
  const [signing, setSigning] = useState(false)
  const record = useFlows().find(
    (flow) =>
      flow.kind === kind && flow.account === member?.account && flow.dismissed !== true && flow.state !== 'signing',
  )
  const start = useCallback(
    async (request: Omit<FlowRequest, 'kind'>) => {
      if (!member) throw new Error('You are signed out. Sign in again.')
      setSigning(true)
      try {
        return await startFlow({ member, network, request: { ...request, kind } })
      } finally {
        setSigning(false)
      }
    },
    [member, network, kind],
  )
  const dismiss = useCallback(() => {
    if (record && !isOpen(record)) changeFlow(record.id, (flow) => ({ ...flow, dismissed: true }))
  }, [record])
  return { record, signing, start, dismiss }
}

'use client'

import { useCallback } from 'react'
import type { AccountCall } from '../../../chain/account/account-operation.ts'
import { type Flow, useFlow } from '../../flows/use-flow.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'

export type AccountSection = 'devices' | 'recovery'

interface AccountFlow {
  flow: Flow
  /** This section's own flow, where one is under way or just ended. */
  record: Flow['record']
  /** Has the member sign calls of the account to itself. `what` is said once they are done. */
  change: (calls: readonly AccountCall[], what: string) => Promise<void>
}

/** Changes of the account's devices or of its recovery. */
export function useAccountFlow(section: AccountSection): AccountFlow {
  const member = useSignedIn()
  const network = useNetwork()
  const flow = useFlow('account')
  const { start } = flow
  const change = useCallback(
    async (calls: readonly AccountCall[], what: string): Promise<void> => {
      await start({
        summary: { section, what },
        parts: async ({ deadline }) => {
          const { operationPart } = await import('../../flows/operation-part.ts')
          return [await operationPart({ member, network, calls, deadline })]
        },
      })
    },
    [start, section, member, network],
  )
  return { flow, record: flow.record?.summary.section === section ? flow.record : undefined, change }
}

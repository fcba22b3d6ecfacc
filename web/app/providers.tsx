'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { FlowRunner } from '../flows/flow-runner.tsx'
import { NetworkProvider } from '../features/network/network-provider.tsx'
import { MemberProvider } from '../features/session/member-provider.tsx'
import { ServiceWorker } from '../features/offline/service-worker.tsx'
import type { PortalConfig } from '../server/portal-config.ts'
import type { Member } from '../server/session.ts'

interface ProvidersProps {
  config: PortalConfig
  member: Member | null
  children: ReactNode
}

export function Providers({ config, member, children }: ProvidersProps): ReactNode {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 2, refetchOnWindowFocus: true } } }),
  )
  return (
    <QueryClientProvider client={queries}>
      <NetworkProvider config={config}>
        <MemberProvider initial={member}>
          <FlowRunner />
          <ServiceWorker />
          {children}
        </MemberProvider>
      </NetworkProvider>
    </QueryClientProvider>
  )
}

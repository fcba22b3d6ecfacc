'use client'

import { type ReactNode, createContext, useContext } from 'react'
import type { EpochClock } from '../../../chain/codec/lots.ts'
import type { PortalConfig } from '../../server/portal-config.ts'

const NetworkContext = createContext<PortalConfig | undefined>(undefined)

export function NetworkProvider({ config, children }: { config: PortalConfig; children: ReactNode }): ReactNode {
  return <NetworkContext value={config}>{children}</NetworkContext>
}

/** Addresses and fixed rules of the network this portal stands on. */
export function useNetwork(): PortalConfig {
  const config = useContext(NetworkContext)
  if (!config) throw new Error('A component that needs the network stands outside of NetworkProvider.')
  return config
}

export const clockOf = ({ epochOrigin, epochLength }: PortalConfig): EpochClock => ({
  origin: BigInt(epochOrigin),
  length: BigInt(epochLength),
})

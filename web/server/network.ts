import { stat } from 'node:fs/promises'
import { type ReadClient, connect } from '../../chain/client.ts'
import { type Network, networkPath, readNetwork } from '../../chain/network.ts'
import { readPortalEnv } from './env.ts'

let known: { at: number; network: Network } | undefined
let client: { key: string; opened: Promise<ReadClient> } | undefined

/** The network as the data folder describes it now. */
export async function currentNetwork(): Promise<Network> {
  const { home } = readPortalEnv()
  const { mtimeMs } = await stat(networkPath(home))
  if (known?.at === mtimeMs) return known.network
  const network = await readNetwork(home)
  if (network === undefined) throw new Error(`There is no network in ${home}. Start one with: npm start`)
  known = { at: mtimeMs, network }
  return network
}

/** A connection to the network's chain, opened once. */
export async function currentChain(): Promise<ReadClient> {
  const { rpcUrl, hub } = await currentNetwork()
  const key = `${rpcUrl} ${hub}`
  if (client?.key !== key) {
    const opened = connect({ rpcUrl, hub })
    client = { key, opened }
    opened.catch(() => (client = undefined))
  }
  return await client.opened
}

import { type ReadClient, type WriteClient, connect, withAccount } from '../../chain/client.ts'
import { type Network, readNetwork } from '../../chain/network.ts'
import { privateKeyToAccount } from 'viem/accounts'
import { loadKey } from '../../service/keys/stored-keys.ts'
import { type Io, homeOf } from './io.ts'
import type { ReadOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

/** A network a command works with. */
export interface Session {
  client: ReadClient
  home: string
  /** First block worth reading. */
  hubBlock: bigint
  /** What network.json says; undefined where --rpc and --hub name the network. */
  network: Network | undefined
}

/** Connects to the network of the data folder, or to the one that --rpc and --hub name. */
export async function openSession(io: Io, { rpc, hub }: ReadOptions): Promise<Session> {
  const home = homeOf(io)
  if (rpc !== undefined && hub !== undefined) {
    return { client: await connect({ rpcUrl: rpc, hub }), home, hubBlock: 0n, network: undefined }
  }
  const network = await readNetwork(home)
  if (!network) {
    throw new Error(`There is no network in ${home} yet. Start one with \`npm start\`, or give both --rpc and --hub.`)
  }
  const other = hub !== undefined && hub.toLowerCase() !== network.hub.toLowerCase()
  if (other) throw new UsageError('--hub needs --rpc: say which chain the hub is on.')
  const client = await connect({ rpcUrl: rpc ?? network.rpcUrl, hub: network.hub })
  if (client.chain.id !== network.chainId) {
    throw new Error(
      `${rpc ?? network.rpcUrl} is chain ${client.chain.id}, but the network of ${home} is on chain ${network.chainId}.`,
    )
  }
  return { client, home, hubBlock: BigInt(network.hubBlock), network }
}

/** The session's connection, signing with a key of the data folder. */
export async function openSigner({ client, home }: Session, name: string): Promise<WriteClient> {
  return withAccount(client, privateKeyToAccount(await loadKey(home, name)))
}

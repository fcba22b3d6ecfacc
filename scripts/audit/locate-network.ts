import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Address } from 'viem'

/** Where a network is: all the auditor takes from outside the chain. */
export type Location = { rpc: string; hub: Address; hubBlock: number }

/** Thrown when the command line names no network; exit code 2. */
export class NoNetwork extends Error {
  override name = 'NoNetwork'
  readonly exitCode = 2
}

type NetworkFile = { rpcUrl?: unknown; hub?: unknown; hubBlock?: unknown }

async function readNetworkFile(path: string): Promise<NetworkFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  try {
    return JSON.parse(text) as NetworkFile
  } catch (cause) {
    throw new NoNetwork(`${path} is no JSON. Start the network again, or give --rpc and --hub.`, { cause })
  }
}

/** Node and hub from the options, and for what they leave out from network.json. */
export async function locateNetwork(
  home: string,
  given: { rpc?: string | undefined; hub?: Address | undefined },
): Promise<Location> {
  const path = join(home, 'network.json')
  const file = given.rpc !== undefined && given.hub !== undefined ? {} : await readNetworkFile(path)
  const rpc = given.rpc ?? file.rpcUrl
  const hub = given.hub ?? file.hub
  if (typeof rpc !== 'string' || typeof hub !== 'string') {
    throw new NoNetwork(`There is no network in ${path}. Run npm start, or give --rpc and --hub.`)
  }
  const sameHub = typeof file.hub === 'string' && file.hub.toLowerCase() === hub.toLowerCase()
  const hubBlock = sameHub && Number.isSafeInteger(Number(file.hubBlock)) ? Number(file.hubBlock) : 0
  return { rpc, hub: hub as Address, hubBlock }
}

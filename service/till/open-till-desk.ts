import { stat } from 'node:fs/promises'
import { toHex } from 'viem'
import { networkPath, readNetwork } from '../../chain/network.ts'
import { loadPayCodeKey } from '../../chain/pay-code.ts'
import { Balances } from './balances.ts'
import { MasterKeys } from '../keys/master-keys.ts'
import { BrandSecrets } from './brand-secrets.ts'
import type { TillDesk } from './till-desk.ts'

export type OpenTillDesk = Pick<TillDesk, 'database' | 'vault' | 'relay'> & {
  home: string
  now?: () => Date
  onTrouble: (error: unknown) => void
}

/** The desk of a data folder. */
export async function openTillDesk({
  home,
  onTrouble,
  now = () => new Date(),
  ...desk
}: OpenTillDesk): Promise<TillDesk> {
  return {
    ...desk,
    now,
    random: (bytes) => toHex(crypto.getRandomValues(new Uint8Array(bytes))),
    secrets: new BrandSecrets(home),
    masters: new MasterKeys(home),
    balances: new Balances({ client: desk.relay.relay.client, now, onTrouble }),
    payCodeKey: await loadPayCodeKey(home),
    portalUrl: portalUrlOf(home),
  }
}

/** The portal starts after the service, and may move: read again when the file has changed. */
function portalUrlOf(home: string): () => Promise<string | null> {
  let known: { at: number; url: string | null } | undefined
  return async () => {
    const { mtimeMs } = await stat(networkPath(home))
    if (known?.at === mtimeMs) return known.url
    const url = (await readNetwork(home))?.portalUrl ?? null
    known = { at: mtimeMs, url }
    return url
  }
}

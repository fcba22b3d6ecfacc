import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicClient } from 'viem'
import type { Settings } from './settings.ts'

const here = import.meta.dirname
/** Everything that decides what the read model holds. */
const folders = [here, join(here, '..', 'chain', 'codec'), join(here, '..', 'chain', 'generated')]

/**
 * Stands for one read model: the code that makes it, the contracts it is made of, and the chain they are on. Two chains of
 * one id differ in the hash of the block that the hub was made in.
 */
export async function computeIdentity(settings: Settings, chain: PublicClient): Promise<string> {
  const { CHAIN_ID, HUB, HUB_BLOCK, CAUSE_REGISTRY, ACCOUNT_FACTORY } = settings
  const { hash } = await chain.getBlock({ blockNumber: BigInt(HUB_BLOCK) })
  const place = [CHAIN_ID, HUB, HUB_BLOCK, CAUSE_REGISTRY, ACCOUNT_FACTORY ?? '', hash]
  const digest = createHash('sha256').update(place.join(' ').toLowerCase())
  for (const folder of folders) {
    const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.d)\.ts$/.test(name))
    for (const name of files.sort()) digest.update(name).update(await readFile(join(folder, name)))
  }
  return digest.digest('hex')
}

import type { ReadClient } from '../client.ts'
import { readRegistry } from '../read.ts'
import { type Cause, getCause } from './getCause.ts'

/** All causes of the network, also those that no longer accept donations. */
export async function listCauses(client: ReadClient): Promise<Cause[]> {
  const count = await readRegistry(client, 'causeCount', [])
  return Promise.all(Array.from({ length: count }, (_, index) => getCause(client, { causeId: index + 1 })))
}

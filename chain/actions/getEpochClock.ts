import type { EpochClock } from '../codec/lots.ts'
import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** When the network's epochs begin. */
export async function getEpochClock(client: ReadClient): Promise<EpochClock> {
  const [origin, length] = await Promise.all([readHub(client, 'epochOrigin', []), readHub(client, 'epochLength', [])])
  return { origin, length }
}

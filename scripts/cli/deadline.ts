import { getChainTime } from '../../chain/actions/getChainTime.ts'
import type { ReadClient } from '../../chain/client.ts'

const TWENTY_MINUTES = 1_200n

/** Last moment at which what is sent now may still be carried out. A quiet chain's last block lies behind the clock. */
export async function deadlineOf(client: ReadClient): Promise<bigint> {
  const { now } = await getChainTime(client)
  const clock = BigInt(Math.floor(Date.now() / 1000))
  return (now > clock ? now : clock) + TWENTY_MINUTES
}

import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { connect } from '../../chain/client.ts'
import { formatTime } from '../../chain/codec/time.ts'
import type { Network } from '../../chain/network.ts'
import { BrandActs } from './brand-acts.ts'
import { Calendar, LENGTH } from './calendar.ts'
import { foundNetwork } from './found-network.ts'
import { MemberActs } from './member-acts.ts'
import { OPAL } from './members.ts'
import { openShops } from './open-shops.ts'
import { OPALS_BRAND, orderScenes } from './order-scenes.ts'
import { CUT_RATE, CUTTING_BRAND, type Scene, plot } from './plot.ts'
import { SampleBooks } from './sample-books.ts'
import { SampleChain } from './sample-chain.ts'
import { OPERATOR, SampleKeys } from './sample-keys.ts'
import { Stage } from './stage.ts'
import { tellStory } from './tell-story.ts'

export interface RunSampleParameters {
  home: string
  network: Network
  /** Told now and then how far the history has been walked. */
  onProgress: (text: string) => void
  /** Where the history ends, in seconds; the wall clock where it is not given. */
  now?: bigint
}

/** Fills a new local network with brands, causes, members and 400 days of history; gives its story in a few lines. */
export async function runSample({
  home,
  network,
  onProgress,
  now = wallClock(),
}: RunSampleParameters): Promise<string> {
  const keys = await SampleKeys.make(home)
  const client = await connect({ rpcUrl: network.rpcUrl, hub: network.hub })
  const chain = new SampleChain(client, keys.account(OPERATOR))
  onProgress('five brands and three causes join')
  const stage = new Stage(chain, keys, await foundNetwork(chain, keys))
  const clock = await getEpochClock(client)
  const books = await SampleBooks.open({ stage, home, network })
  try {
    const calendar = new Calendar(now, clock)
    const brands = new BrandActs(stage)
    const scenes = [
      ...plot(new MemberActs(stage), brands),
      ...orderScenes({ stage, home, take: (file) => books.take(file), calendar }),
      { day: calendar.opalsEnd, play: () => brands.sweepUnclaimed(OPALS_BRAND, OPAL) },
      // An hour ago: the cut is still to come.
      { day: LENGTH - 1 / 24, play: () => brands.announce(CUTTING_BRAND, { rate: CUT_RATE }) },
    ]
    await walk(scenes, { chain, calendar, onProgress })
    await chain.travelTo(now)
  } finally {
    await books.close()
  }
  await openShops({ stage, home, network })
  await keys.stored
  return await tellStory({ stage, network })
}

const wallClock = (): bigint => BigInt(Math.floor(Date.now() / 1000))

interface Walk {
  chain: SampleChain
  calendar: Calendar
  onProgress: (text: string) => void
}

async function walk(scenes: readonly Scene[], { chain, calendar, onProgress }: Walk): Promise<void> {
  for (const { day, play } of scenes.toSorted((a, b) => a.day - b.day)) {
    const time = calendar.timeOf(day)
    onProgress(`day ${Math.floor(day)} of ${LENGTH}, ${formatTime(time).slice(0, 10)}`)
    await chain.travelTo(time)
    await play()
  }
}

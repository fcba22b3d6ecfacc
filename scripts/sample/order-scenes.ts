import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { type SampleBrand, sampleBrands } from './brands.ts'
import { type Calendar, OPALS_LAST_ROUND, ROUNDS, dayOfRound } from './calendar.ts'
import { fundBrand } from './found-network.ts'
import { MIRA, OPAL } from './members.ts'
import type { Scene } from './plot.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import type { Stage } from './stage.ts'
import { type LastOrders, type OrderLine, orderNumber, orderOf, salesOf, toCsv, writeOrders } from './write-orders.ts'

export interface OrderFile {
  brand: SampleBrand
  path: string
}

/** Mints on the orders of a file and takes back on its returns. */
export type TakeOrders = (file: OrderFile) => Promise<void>

export interface OrderScenesParameters {
  stage: Stage
  home: string
  take: TakeOrders
  calendar: Calendar
}

/** Opal's two coffees are early enough that their points have expired by now, whatever the date is. */
export const OPALS_BRAND = 'moor-coffee'

/** In which rounds Mira buys: her coffee is of the last epoch, so that its points go with this one. */
const mirasRounds = (calendar: Calendar): Record<string, number> => {
  return { 'moor-coffee': calendar.lastRoundBeforeEpoch, fernway: 12, 'lumen-rail': 12 }
}

/** A brand's shop: its own sequence of random numbers, so that its orders are the same at every start. */
interface Shop {
  brand: SampleBrand
  random: Random
  /** For the orders of Mira and Opal, whose rounds depend on the date. */
  aside: Random
  last: LastOrders
}

/** Every file of orders of every brand. The files of a round arrive together and are taken side by side. */
export function orderScenes(parameters: OrderScenesParameters): Scene[] {
  const shops = sampleBrands.map((brand, index): Shop => {
    return { brand, random: seededRandom(index + 1), aside: seededRandom(index + 101), last: new Map() }
  })
  return Array.from({ length: ROUNDS }, (_, round) => ({
    day: dayOfRound(round),
    play: () => playRound(parameters, shops, round),
  }))
}

async function playRound(parameters: OrderScenesParameters, shops: readonly Shop[], round: number): Promise<void> {
  const { stage, home, take, calendar } = parameters
  const date = formatTime(await stage.chain.now()).slice(0, 10)
  await mkdir(join(home, 'sample'), { recursive: true })
  const files: OrderFile[] = []
  for (const shop of shops.filter(({ brand }) => brand.sellsIn(round))) {
    const { brand, random, last } = shop
    const lines = [...writeOrders({ brand, file: round + 1, last, random }), ...asideOrders(shop, round, calendar)]
    const path = join(home, 'sample', `${brand.code}-${String(round + 1).padStart(2, '0')}.csv`)
    await writeFile(path, toCsv(lines, date))
    if (brand.covers > 0n) await coverBefore(stage, brand, lines)
    files.push({ brand, path })
  }
  await Promise.all(files.map(take))
}

function asideOrders({ brand, aside }: Shop, round: number, calendar: Calendar): OrderLine[] {
  const buyers: string[] = []
  if (mirasRounds(calendar)[brand.code] === round) buyers.push(MIRA)
  if (brand.code === OPALS_BRAND && round <= OPALS_LAST_ROUND) buyers.push(OPAL)
  return buyers.flatMap((member) =>
    orderOf({ brand, member, order: orderNumber(brand, round + 1, member), random: aside }),
  )
}

/** Deposits its part of what the sales can earn at most. */
async function coverBefore(stage: Stage, brand: SampleBrand, lines: readonly OrderLine[]): Promise<void> {
  const { code, earns, terms, covers } = brand
  const amount = (valueAtParDown(salesOf(lines) * earns, terms.rate) * covers) / 100n
  await fundBrand(stage.chain, stage.keys, { code, brandId: stage.brandId(code), amount })
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatTime } from '../../chain/codec/time.ts'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { type SampleBrand, sampleBrands } from './brands.ts'
import { fundBrand } from './found-network.ts'
import { MIRA, MIRAS_BRANDS, OPAL, OPALS_BRAND } from './members.ts'
import type { Scene } from './plot.ts'
import { type Random, seededRandom } from './seeded-random.ts'
import type { Stage } from './stage.ts'
import { type LastOrders, type OrderLine, orderNumber, orderOf, salesOf, toCsv, writeOrders } from './write-orders.ts'

export interface OrderFile {
  brand: SampleBrand
  brandId: number
  path: string
  lines: readonly OrderLine[]
}

/** Mints on the orders of a file and takes back on its returns. */
export type TakeOrders = (file: OrderFile) => Promise<void>

export interface OrderScenesParameters {
  stage: Stage
  home: string
  take: TakeOrders
  /** Day on which the present epoch began. */
  epochDay: number
}

/** Days of Opal's two coffees: early enough that their points have expired by now, whatever the date is. */
export const OPALS_DAYS = [8, 25] as const

/** Mira's coffee is of the last epoch, so that its points go with this one. */
const MIRAS_DAYS: Record<(typeof MIRAS_BRANDS)[number], (epochDay: number) => number> = {
  'moor-coffee': (epochDay) => epochDay - 20,
  fernway: () => 341,
  'lumen-rail': () => 373,
}

/** Every file of orders of every brand; a brand's orders are the same at every start. */
export function orderScenes(parameters: OrderScenesParameters): Scene[] {
  const { epochDay } = parameters
  return sampleBrands.flatMap((brand, index) => {
    const random = seededRandom(index + 1)
    const last: LastOrders = new Map()
    const regular = brand.orderDays.map((day, file) => ({
      day,
      play: () => arrive(parameters, brand, `${String(file + 1).padStart(2, '0')}`, () => writeOrders({ brand, file: file + 1, last, random })),
    }))
    const ownDays = index + 101
    const alone = (member: string, day: number, file: number): Scene => ({
      day,
      play: () => arrive(parameters, brand, `${member}-${file}`, () => singleOrder(brand, member, file, seededRandom(ownDays))),
    })
    const miras = MIRAS_BRANDS.filter((code) => code === brand.code).map((code) => alone(MIRA, MIRAS_DAYS[code](epochDay), 1))
    const opals = brand.code === OPALS_BRAND ? OPALS_DAYS.map((day, file) => alone(OPAL, day, file + 1)) : []
    return [...regular, ...miras, ...opals]
  })
}

function singleOrder(brand: SampleBrand, member: string, file: number, random: Random): OrderLine[] {
  return orderOf({ brand, member, order: orderNumber(brand, file, member), random })
}

async function arrive(
  { stage, home, take }: OrderScenesParameters,
  brand: SampleBrand,
  name: string,
  write: () => OrderLine[],
): Promise<void> {
  const { code } = brand
  const brandId = stage.brandId(code)
  const lines = write()
  const date = formatTime(await stage.chain.now()).slice(0, 10)
  const path = join(home, 'sample', `${code}-${name}.csv`)
  await mkdir(join(home, 'sample'), { recursive: true })
  await writeFile(path, toCsv(lines, date))
  if (brand.covers > 0n) {
    const points = salesOf(lines) * brand.earns
    const amount = (valueAtParDown(points, brand.terms.rate) * brand.covers) / 100n
    await fundBrand(stage.chain, stage.keys, { code, brandId, amount })
  }
  await take({ brand, brandId, path, lines })
}

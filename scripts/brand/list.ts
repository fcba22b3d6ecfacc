import type { Command } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { listBrands } from '../../chain/actions/listBrands.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatRate } from '../../chain/codec/rate.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { type Session, openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'
import { coverPercentDown } from '../../service/status/cover.ts'

export function registerList(brand: Command, io: Io): void {
  const command = withReadOptions(brand.command('list').description('List the brands of the network.'))
  withExample(command, 'points brand list')
  command.action(async (options: ReadOptions) => {
    const brands = await summariseBrands(await openSession(io, options))
    printAnswer(io, options, brands, () => {
      if (brands.length === 0) return 'No brands yet. The operator admits them: points network admit\n'
      const rows = brands.map(({ brandId, code, name, usdPerPoint, supply, reserve, coverPercent, state }) => {
        const cover = coverPercent === null ? '–' : `${coverPercent} %`
        return { id: String(brandId), code, name, 'USD/point': usdPerPoint, supply, reserve, cover, state }
      })
      return formatTable(rows, { right: ['id', 'USD/point', 'supply', 'reserve', 'cover'] })
    })
  })
}

/** Every brand in one line's worth of facts. */
export async function summariseBrands({ client, hubBlock }: Session) {
  const brands = await listBrands(client, { fromBlock: hubBlock })
  return Promise.all(
    brands.map(async ({ brandId, code, name, token }) => {
      const { reserve, supply, terms, windingDown, announced } = await getBrand(client, { brandId })
      const coverPercent = coverPercentDown({ reserve, supply, rate: terms.rate })
      const state = windingDown ? 'winding down' : announced ? 'terms announced' : 'open'
      const usdPerPoint = formatRate(terms.rate)
      return {
        brandId,
        code,
        name,
        token,
        usdPerPoint,
        supply: formatPoints(supply),
        reserve: formatMoney(reserve),
        coverPercent,
        state,
      }
    }),
  )
}

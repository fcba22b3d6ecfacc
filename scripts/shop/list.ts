import type { Command } from 'commander'
import { listShops } from '../../service/intake/list-shops.ts'
import type { Shop } from '../../service/intake/shop.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'

export function registerShopList(shop: Command, io: Io): void {
  const command = withAnswerOptions(
    shop
      .command('list')
      .description('List the shops that are or were connected.')
      .option('--brand <code>', 'only those of this brand', parseCode),
  )
  withExample(command, 'points shop list --brand cafe')
  command.action(async (options: AnswerOptions & { brand?: string }) => {
    const shops = await withBooks(io, async (books) => {
      const brandId = options.brand === undefined ? undefined : await brandInBooks(books, options.brand)
      return (await listShops(books.database, brandId === undefined ? {} : { brandId })).map(describe)
    })
    printAnswer(io, options, shops, () => {
      if (shops.length === 0) return 'No shop is connected. Connect one: points shop connect\n'
      const rows = shops.map(({ shop: number, connectedAt, formerSecretUntil, url, ...rest }) => {
        const secrets = formerSecretUntil === null ? '1' : `2 until ${formerSecretUntil}`
        return { shop: String(number), ...rest, connected: connectedAt, secrets, address: url ?? '–' }
      })
      return formatTable(rows, { right: ['shop'] })
    })
  })
}

function describe({ brand, number, provider, account, mode, status, url, connectedAt, formerSecretUntil }: Shop) {
  const rotating = formerSecretUntil !== null && formerSecretUntil > new Date()
  return {
    brand,
    shop: number,
    ...{ provider, account, mode, status },
    connectedAt: connectedAt.toISOString(),
    formerSecretUntil: rotating ? formerSecretUntil.toISOString() : null,
    url,
  }
}

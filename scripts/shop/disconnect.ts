import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { disconnectShopBy } from '../../service/access/shop-acts.ts'
import { parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type BrandOptions, withBrand } from './options.ts'

export function registerDisconnect(shop: Command, io: Io): void {
  const command = shop
    .command('disconnect')
    .description('Take nothing more of a shop, and destroy its secrets. What it delivered stays and is worked off.')
    .argument('<shop>', 'its number: points shop list', parseId)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points shop disconnect 1 --brand cafe')
  command.action(async (number: number, options: BrandOptions) => {
    const { brand, provider, account, mode, status } = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      return disconnectShopBy(books.database, { brandId, actor: CLI, at: new Date() }, { home: books.home, number })
    })
    printFacts(io, options, { brand, shop: number, provider, account, mode, status })
  })
}

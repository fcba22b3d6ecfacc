import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { revokeKey } from '../../service/access/revoke-key.ts'
import { parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'

export function registerAccessRevoke(access: Command, io: Io): void {
  const command = access
    .command('revoke')
    .description('Take a key away, at once and everywhere. A till: points till revoke.')
    .argument('<key>', 'its number: points access list', parseId)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points access revoke 2 --brand cafe')
  command.action(async (number: number, options: BrandOptions) => {
    await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      await revokeKey(books.database, { brandId, number, actor: CLI, at: new Date() })
    })
    printFacts(io, options, { brand: options.brand, key: number, status: 'revoked' })
  })
}

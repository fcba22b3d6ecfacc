import { type Command, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { rotateKey } from '../../service/access/rotate-key.ts'
import { parseDuration, parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'
import { describeKey } from './describe-key.ts'
import { expiresOption, later } from './options.ts'

type RotateOptions = BrandOptions & { overlap: bigint; expires?: bigint }

export function registerAccessRotate(access: Command, io: Io): void {
  const command = access
    .command('rotate')
    .description(
      'Put a new key in the place of one. The old one counts for a while too, until every program has the new one.',
    )
    .argument('<key>', 'its number: points access list', parseId)
    .addOption(
      new Option('--overlap <duration>', 'how long the old key still counts; 0s where it leaked')
        .argParser(parseDuration)
        .default(86_400n, '24h'),
    )
    .addOption(expiresOption())
  withAnswerOptions(withBrand(command))
  withExample(command, 'points access rotate 2 --brand cafe', 'points access rotate 2 --brand cafe --overlap 0s')
  command.action(async (number: number, options: RotateOptions) => {
    const at = new Date()
    const { known, key } = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      const expiresAt = options.expires === undefined ? undefined : later(at, options.expires)
      const formerUntil = later(at, options.overlap)
      return rotateKey(books.database, { brandId, number, formerUntil, expiresAt, actor: CLI, at })
    })
    const facts = describeKey(known, at)
    printAnswer(io, options, { ...facts, key }, () => {
      return `Changed.\n${formatFacts(facts, '  ')}\nThe new key, shown only now:\n  ${key}\n`
    })
  })
}

import { type Command, InvalidArgumentError } from 'commander'
import { type Break, type Head, verifyLog } from '../../service/access/verify-log.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'

export function registerAccessVerify(access: Command, io: Io): void {
  const command = access
    .command('verify')
    .description(
      'Check that nothing was changed, taken out, put in or moved in the log of a brand. Ends with 1 and names the first broken entry where something was. What was cut off at its end is noticed with --head.',
    )
    .option('--head <head>', 'number:hash as it was kept elsewhere: points status --json, `auditHeads`', parseHead)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points access verify --brand cafe')
  command.action(async (options: BrandOptions & { head?: Head }) => {
    const { entries, head, broken } = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      return verifyLog(books.database, { brandId, kept: options.head })
    })
    if (broken) process.exitCode = 1
    const fault = broken && { entry: broken.sequence.toString(), problem: broken.problem }
    const answer = { brand: options.brand, whole: broken === null, entries: entries.toString(), head, broken: fault }
    printAnswer(io, options, answer, () => {
      if (broken)
        return `Broken at entry ${broken.sequence}: ${SAID[broken.problem]}\n${entries} before it are as they were written.\n`
      return `${entries} entries, all as they were written.\n${head === null ? '' : `Keep this elsewhere: ${head}\n`}`
    })
  })
}

const SAID: Record<Break['problem'], string> = {
  missing: 'it is not there.',
  changed: 'it does not have the hash it was written with.',
  notLinked: 'it does not follow the one before it: one of them was put in, or the one before was written anew.',
  notAsKept: 'it is not the one that was kept elsewhere: the log was written anew.',
}

function parseHead(text: string): Head {
  const [, sequence, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence !== undefined && hash !== undefined) return { sequence: BigInt(sequence), hash }
  throw new InvalidArgumentError('A head is the number of an entry, a colon and its hash.')
}

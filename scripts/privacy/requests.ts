import type { Command } from 'commander'
import { listPrivacyRequests, type OpenRequest } from '../../service/people/privacy-requests.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'

type RequestsOptions = AnswerOptions & { brand?: string; all?: boolean }

export function registerRequests(privacy: Command, io: Io): void {
  const command = withAnswerOptions(
    privacy
      .command('requests')
      .description(
        'List what people asked for by way of a shop, those due first. Copies are answered by `points member export --request`; erasing is done by the service.',
      )
      .option('--brand <code>', 'only those of this brand', parseCode)
      .option('--all', 'answered ones too'),
  )
  withExample(command, 'points privacy requests --brand cafe')
  command.action(async (options: RequestsOptions) => {
    const requests = await withBooks(io, async (books) => {
      const brandId = options.brand === undefined ? undefined : await brandInBooks(books, options.brand)
      return listPrivacyRequests(books.database, { brandId, all: options.all === true })
    })
    printAnswer(io, options, requests.map(describe), () => {
      if (requests.length === 0) return 'Nobody asked for anything that is not answered.\n'
      const rows = requests.map(describe).map(({ id, members, answer, shop, provider, ...rest }) => {
        return { request: id, ...rest, shop: `${provider} ${shop}`, members: members.join(', '), answer: answer ?? '–' }
      })
      return formatTable(rows, { right: ['request'] })
    })
  })
}

function describe({ id, brand, kind, provider, shop, members, receivedAt, dueAt, status, answer }: OpenRequest) {
  const times = { receivedAt: receivedAt.toISOString(), dueAt: dueAt.toISOString() }
  return { id: id.toString(), brand, kind, provider, shop, members, ...times, status, answer }
}

import { type Command, InvalidArgumentError } from 'commander'
import { INBOX_STATES, type InboxState, countInbox, listInbox } from '../../service/intake/read-inbox.ts'
import { parseCode, parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { describeDelivery } from './describe.ts'

type ListOptions = AnswerOptions & { brand?: string; status: InboxState[]; before?: number; limit: number }

export function registerInboxList(inbox: Command, io: Io): void {
  const command = inbox
    .command('list')
    .description('List deliveries, the newest first: those that wait or are parked, unless told otherwise.')
    .option('--brand <code>', 'only those of this brand', parseCode)
    .option('--status <states>', `of ${INBOX_STATES.join(', ')}; several by comma`, parseStates, [
      'received',
      'waiting',
      'parked',
    ])
    .option('--before <id>', 'only older ones than this', parseId)
    .option('--limit <count>', 'how many', parseId, 50)
  withExample(withAnswerOptions(command), 'points inbox list --brand cafe --status parked')
  command.action(async (options: ListOptions) => {
    const { counts, deliveries } = await withBooks(io, async (books) => {
      const brand = options.brand === undefined ? {} : { brandId: await brandInBooks(books, options.brand) }
      const before = options.before === undefined ? {} : { before: BigInt(options.before) }
      const { status: states, limit } = options
      const rows = await listInbox(books.database, { ...brand, ...before, states, limit })
      const counted = await countInbox(books.database, brand)
      return {
        counts: Object.fromEntries(INBOX_STATES.map((state) => [state, (counted[state] ?? 0n).toString()])),
        deliveries: rows.map(describeDelivery),
      }
    })
    printAnswer(io, options, { counts, deliveries }, () => {
      const summary = INBOX_STATES.map((state) => `${counts[state] ?? '0'} ${state}`).join(' · ')
      const rows = deliveries.map(({ id, brand, provider, account, topic, status, attempts, receivedAt, reason }) => {
        return {
          id,
          brand,
          shop: `${provider} ${account}`,
          topic,
          status,
          tries: String(attempts),
          received: receivedAt,
          reason: reason ?? '',
        }
      })
      return `${summary}\n${rows.length === 0 ? '' : `\n${formatTable(rows, { right: ['id', 'tries'] })}`}`
    })
  })
}

function parseStates(text: string): InboxState[] {
  const states = text.split(',')
  const unknown = states.find((state) => !INBOX_STATES.some((known) => known === state))
  if (unknown === undefined) return states as InboxState[]
  throw new InvalidArgumentError(`"${unknown}" is no state. States are ${INBOX_STATES.join(', ')}.`)
}

import type { Command } from 'commander'
import { listMessages } from '../../service/webhooks-out/messages.ts'
import { listTargets } from '../../service/webhooks-out/targets.ts'
import { parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'

export function registerWebhookList(webhook: Command, io: Io): void {
  const command = webhook
    .command('list')
    .description('List the addresses that are told, and the newest messages with how they went.')
    .option('--limit <count>', 'how many messages', parseId, 20)
  withExample(withAnswerOptions(withBrand(command)), 'points webhook list --brand cafe')
  command.action(async (options: BrandOptions & { limit: number }) => {
    const answer = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      const targets = await listTargets(books.database, { brandId })
      const messages = await listMessages(books.database, { brandId, limit: options.limit })
      return {
        targets: targets.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
        messages: messages.map(({ createdAt, dueAt, ...each }) => {
          const nextTry = each.status === 'pending' ? dueAt.toISOString() : null
          return { ...each, createdAt: createdAt.toISOString(), nextTry }
        }),
      }
    })
    printAnswer(io, options, answer, () => text(answer))
  })
}

type Listed = {
  targets: { target: number; url: string; mode: string; types: string[] | null; pending: number; failed: number }[]
  messages: {
    id: string
    target: number
    type: string
    status: string
    attempts: number
    answer: string | null
    nextTry: string | null
  }[]
}

function text({ targets, messages }: Listed): string {
  if (targets.length === 0) return 'No address is told. Add one: points webhook add\n'
  const places = targets.map(({ target, url, mode, types, pending, failed }) => {
    const counts = { pending: String(pending), failed: String(failed) }
    return { no: String(target), url, mode, types: types?.join(', ') ?? 'all', ...counts }
  })
  const sent = messages.map(({ id, target, type, status, attempts, answer, nextTry }) => {
    return {
      id,
      to: String(target),
      type,
      status,
      tries: String(attempts),
      answer: answer ?? '–',
      'next try': nextTry ?? '–',
    }
  })
  const table = formatTable(places, { right: ['no', 'pending', 'failed'] })
  return sent.length === 0 ? table : `${table}\n${formatTable(sent, { right: ['to', 'tries'] })}`
}

import { type Operation, operations } from '../graphql/operations.ts'
import type { Page } from '../graphql/rows.ts'
import { currentNetwork } from './network.ts'

export class IndexerError extends Error {
  override name = 'IndexerError'
}

type Variables = Readonly<Record<string, unknown>>
type Answer = Record<string, Partial<Page<unknown>> | undefined>

/** Lists that may be longer than one page, and what asks for the rest. */
const longLists = { lots: 'MoreLots', brands: 'MoreBrands' } as const

/** Asks the indexer one of the questions the portal knows; lots and brands come whole, however many there are. */
export async function askIndexer(operation: Operation, variables: Variables): Promise<unknown> {
  const answer = await askOnce(operation, variables)
  for (const [list, more] of Object.entries(longLists) as [keyof typeof longLists, Operation][]) {
    let page = answer[list]
    while (page?.pageInfo?.hasNextPage === true && more !== operation) {
      page = (await askOnce(more, { ...only(variables, more), after: page.pageInfo.endCursor }))[list]
      answer[list]?.items?.push(...(page?.items ?? []))
    }
  }
  return answer
}

const only = ({ member, members }: Variables, more: Operation): Variables =>
  more === 'MoreLots'
    ? { ...(member === undefined ? {} : { member }), ...(members === undefined ? {} : { members }) }
    : {}

async function askOnce(operation: Operation, variables: Variables): Promise<Answer> {
  const { indexerUrl } = await currentNetwork()
  if (indexerUrl === null) throw new IndexerError('this network has no indexer')
  const response = await fetch(new URL('/graphql', indexerUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operations[operation], variables }),
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  })
  const body = (await response.json()) as { data?: Answer; errors?: readonly { message: string }[]; detail?: string }
  const said = body.errors?.[0]?.message ?? body.detail
  if (body.data) return body.data
  throw new IndexerError(`${operation}: ${said ?? `it answered ${response.status}`}`)
}

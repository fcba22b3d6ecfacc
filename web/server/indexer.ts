import { operations, type Operation } from '../graphql/operations.ts'
import { currentNetwork } from './network.ts'

export class IndexerError extends Error {
  override name = 'IndexerError'
}

/** Asks the indexer one of the questions the portal knows; gives its answer as it stands. */
export async function askIndexer(operation: Operation, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { indexerUrl } = await currentNetwork()
  if (indexerUrl === null) throw new IndexerError('This network has no indexer.')
  const response = await fetch(new URL('/graphql', indexerUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operations[operation], variables }),
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  })
  const answer = (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] }
  const [error] = answer.errors ?? []
  if (error) throw new IndexerError(error.message)
  return answer.data
}

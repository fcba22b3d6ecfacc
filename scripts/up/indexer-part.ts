import { type IndexerParameters, startIndexer } from './indexer.ts'
import type { Part } from './part.ts'

/** What the portal reads: the chain as a read model, behind GraphQL. */
export async function indexerPart(parameters: IndexerParameters): Promise<Part & { url: string }> {
  const url = `http://127.0.0.1:${parameters.port}`
  const first = await startIndexer(parameters)
  const again = (): ReturnType<typeof startIndexer> => startIndexer(parameters)
  return {
    what: 'indexer',
    where: `${url}/graphql`,
    url,
    kept: { first, again, stop: 'SIGTERM' },
    check: () => check(url),
  }
}

async function check(url: string): Promise<string> {
  const answer = await fetch(`${url}/status`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  const { network } = (await answer.json()) as { network?: { block: { number: number } } }
  return network ? `block ${network.block.number}` : 'no block yet'
}

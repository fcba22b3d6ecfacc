import { type IndexerParameters, readBlock, startIndexer } from './indexer.ts'
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
  return `block ${await readBlock(url)}`
}

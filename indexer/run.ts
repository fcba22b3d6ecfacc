import { createPublicClient, http } from 'viem'
import { openBooks } from './books.ts'
import { computeIdentity } from './identity.ts'
import { prepareBooks } from './prepare-books.ts'
import { readSettings } from './settings.ts'
import { startPonder } from './start-ponder.ts'
import { watchChain } from './watch-chain.ts'

/**
 * Runs the indexer until it is told to stop: `node indexer/run.ts`, with the variables of `settings.ts`. What an earlier run
 * read is kept where it is of the same chain, contracts and code; otherwise it is read anew.
 */
async function run(): Promise<void> {
  const settings = readSettings(process.env)
  const chain = createPublicClient({ transport: http(settings.RPC_URL, { retryCount: 10, retryDelay: 200 }) })
  const books = await openBooks(settings.DATABASE_URL)
  await prepareBooks(books, { chain, identity: await computeIdentity(settings, chain) })
  void watchChain(books, chain)
  await startPonder(settings)
}

await run()

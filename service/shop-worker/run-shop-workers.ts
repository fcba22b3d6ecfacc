import type { ReadClient } from '../../chain/client.ts'
import { GIVES_WAY, giveWay } from '../database/give-way.ts'
import { openDatabase } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { openCheckedVault } from '../keys/key-check.ts'
import { shopFetchers } from './shop-fetchers.ts'
import { ShopWorkers } from './shop-workers.ts'
import { readWorkerRules } from './worker-rules.ts'

const CONNECTIONS = 8

export type RunShopWorkers = {
  home: string
  databaseUrl: string
  hubBlock: bigint | undefined
  env: NodeJS.ProcessEnv
  client: ReadClient
  /** Opened here where it is not given. */
  vault?: DataVault
  /** Its statements wait where requests want the cores. */
  givesWay?: boolean
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
  onTrouble: (error: unknown, brand: string) => void
}

/** The workers of shops with a pool of their own: a busy brand keeps no request waiting for a connection. */
export async function runShopWorkers(options: RunShopWorkers): Promise<{ stop: () => Promise<void> }> {
  const { home, databaseUrl, hubBlock: fromBlock, env, client, checkpoint, onTrouble } = options
  const database = await openDatabase(databaseUrl, {
    connections: CONNECTIONS,
    ...(options.givesWay && { name: GIVES_WAY }),
  })
  const yielding = options.givesWay ? giveWay(database) : undefined
  const vault = options.vault ?? (await openCheckedVault(database, home))
  const fetcherOf = shopFetchers({ database, home, allowLocal: env['SHOP_ASK_LOCAL'] === 'yes' })
  const rules = readWorkerRules(env)
  const workers = new ShopWorkers({ database, client, home, vault, checkpoint, rules, fromBlock, fetcherOf, onTrouble })
  workers.start()
  const stop = async (): Promise<void> => {
    try {
      await workers.stop()
    } finally {
      await yielding?.stop()
      await database.end({ timeout: 5 })
    }
  }
  return { stop }
}

import type { UpEnv } from './env.ts'
import { freePort } from './free-port.ts'

export interface Ports {
  chain: number
  postgres: number
  indexer: number
  service: number
  portal: number
}

/** Finds a port for everything that is started here, telling where the wanted one was taken. */
export async function choosePorts(env: UpEnv, tell: (sentence: string) => void): Promise<Ports> {
  const choose = async (what: string, wanted: number): Promise<number> => {
    const port = await freePort(wanted)
    if (port !== wanted) tell(`  Port ${wanted} is taken: the ${what} gets ${port}.`)
    return port
  }
  return {
    chain: env.RPC_URL === undefined ? await choose('chain', env.CHAIN_PORT) : env.CHAIN_PORT,
    postgres: env.DATABASE_URL === undefined ? await choose('database', env.POSTGRES_PORT) : env.POSTGRES_PORT,
    indexer: await choose('indexer', env.INDEXER_PORT),
    service: await choose('service', env.SERVICE_PORT),
    portal: await choose('portal', env.PORTAL_PORT),
  }
}

import { resolve } from 'node:path'
import { isAddress } from 'viem'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback)
const address = z.custom<`0x${string}`>((value) => typeof value === 'string' && isAddress(value), {
  error: 'is not an address',
})

const hex32 = z.custom<`0x${string}`>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value), {
  error: 'is not a private key (0x and 64 hexadecimal digits)',
})

/** Every environment variable `points up` knows. */
const schema = z.object({
  /** Data folder: keys, chain state, database, logs, network.json. */
  POINTS_HOME: z.string().min(1).default('.points'),
  PORTAL_PORT: port(3000),
  /** What people type to reach the portal, where that is not localhost: passkeys belong to its host for ever. */
  PORTAL_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  SERVICE_PORT: port(4000),
  INDEXER_PORT: port(42069),
  CHAIN_PORT: port(8545),
  POSTGRES_PORT: port(54320),
  /** A PostgreSQL of your own instead of the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A chain of your own instead of the local one. */
  RPC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** On a chain of your own: the hub of a network that is already there … */
  HUB: address.optional(),
  /** … and, for passkeys, the factory of its accounts; … */
  ACCOUNT_FACTORY: address.optional(),
  /** … or what a new one needs: the money it settles in, and a funded key that deploys it. */
  STABLECOIN: address.optional(),
  DEPLOYER_KEY: hex32.optional(),
})

export type UpEnv = z.infer<typeof schema>

/** Reads the variables once; an empty one counts as absent. */
export function readEnv(source: NodeJS.ProcessEnv): UpEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Refusal(`The environment cannot be used. ${wrong.join('. ')}.`)
  }
  return { ...parsed.data, POINTS_HOME: resolve(parsed.data.POINTS_HOME) }
}

import { type Address, isAddress } from 'viem'
import { z } from 'zod'

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }), {
  error: 'is not an address',
})

/** Every environment variable the indexer knows; `points up` sets them from the network it runs. */
const schema = z.object({
  RPC_URL: z.url({ protocol: /^https?$/ }),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  CHAIN_ID: z.coerce.number().int().positive(),
  HUB: address,
  /** The block the hub was made in; nothing before it is read. */
  HUB_BLOCK: z.coerce.number().int().nonnegative(),
  CAUSE_REGISTRY: address,
  ACCOUNT_FACTORY: address.optional(),
  INDEXER_PORT: z.coerce.number().int().min(1).max(65_535).default(42069),
  INDEXER_HOST: z.string().min(1).default('127.0.0.1'),
  /** How often the chain is asked for a new block. */
  POLL_MS: z.coerce.number().int().min(100).default(250),
})

export type Settings = z.infer<typeof schema>

/** Reads the variables; an empty one counts as absent. */
export function readSettings(source: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The indexer cannot start from its environment. ${wrong.join('. ')}.`)
}

import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, getAddress, isAddress } from 'viem'
import { z } from 'zod'

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }), {
  error: 'is not an address',
})

const brand = z.object({ id: z.number().int().positive(), code: z.string(), token: address })

/** What everybody needs to know of a running network; `points up` writes it when it is ready. */
export const networkSchema = z.object({
  schema: z.literal(1),
  chainId: z.number().int().positive(),
  rpcUrl: z.url(),
  hub: address,
  hubBlock: z.number().int().nonnegative(),
  stablecoin: address,
  causeRegistry: address,
  accountFactory: address.nullable(),
  rewardBook: address.nullable(),
  brands: z.array(brand),
  contractsHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  databaseUrl: z.string(),
  portalUrl: z.url().nullable(),
  serviceUrl: z.url().nullable(),
  indexerUrl: z.url().nullable(),
})

export type Network = z.infer<typeof networkSchema>

export const networkPath = (home: string): string => join(home, 'network.json')

/** The network of a data folder, or undefined where none was ever ready. */
export async function readNetwork(home: string): Promise<Network | undefined> {
  const path = networkPath(home)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const parsed = networkSchema.safeParse(parseJson(path, text))
  if (!parsed.success) throw new Error(`${path} cannot be used. ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON. Start the network again to have it written anew.`, { cause })
  }
}

/** Writes the file whole or not at all; it holds the database's password, so only its owner may read it. */
export async function writeNetwork(home: string, network: Network): Promise<void> {
  const path = networkPath(home)
  const shown = { ...network, brands: network.brands.map((item) => ({ ...item, token: getAddress(item.token) })) }
  await writeFile(`${path}.new`, `${JSON.stringify(shown, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

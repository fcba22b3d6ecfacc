import { randomBytes } from 'node:crypto'
import { type Hex, type LocalAccount, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimSeedName, createKey, listKeys, loadKey, minterKeyName } from '../../service/keys/stored-keys.ts'
import { sampleBrands } from './brands.ts'
import { sampleCauses } from './causes.ts'
import { accountHolders } from './members.ts'

export const OPERATOR = 'operator'
export const ownerKeyName = (code: string): string => `${code}-owner`

/** Encrypting is slow on purpose; this many at once leave the chain its share of the machine. */
const AT_ONCE = 2

/**
 * The keys of everybody in the sample, random and usable at once, while they are being encrypted into the data folder.
 * A key that is there already is used as it is.
 */
export class SampleKeys {
  readonly #secrets: Map<string, Hex>
  /** Settles when every key is on disk. */
  readonly stored: Promise<void>

  private constructor(secrets: Map<string, Hex>, stored: Promise<void>) {
    this.#secrets = secrets
    this.stored = stored
    // Told where it is awaited; until then it is nobody's unhandled failure.
    stored.catch(() => undefined)
  }

  static async make(home: string): Promise<SampleKeys> {
    const known = new Set((await listKeys(home)).map(({ name }) => name))
    const secrets = new Map<string, Hex>()
    const fresh: string[] = []
    for (const name of keyNames()) {
      if (!known.has(name)) fresh.push(name)
      secrets.set(name, known.has(name) ? await loadKey(home, name) : toHex(randomBytes(32)))
    }
    return new SampleKeys(secrets, store(home, fresh, secrets))
  }

  secret(name: string): Hex {
    const secret = this.#secrets.get(name)
    if (secret === undefined) throw new Error(`The sample has no key ${name}.`)
    return secret
  }

  account(name: string): LocalAccount {
    return privateKeyToAccount(this.secret(name))
  }
}

function keyNames(): string[] {
  const ofBrands = sampleBrands.flatMap(({ code }) => [ownerKeyName(code), minterKeyName(code), claimSeedName(code)])
  return [OPERATOR, ...ofBrands, ...sampleCauses.map(({ key }) => key), ...accountHolders]
}

async function store(home: string, names: string[], secrets: ReadonlyMap<string, Hex>): Promise<void> {
  const seeds = new Set(sampleBrands.map(({ code }) => claimSeedName(code)))
  const queue = [...names]
  const work = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const secret = secrets.get(name)
      if (secret !== undefined) await createKey(home, { name, secret, seed: seeds.has(name) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

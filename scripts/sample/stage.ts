import type { LocalAccount } from 'viem'
import { minterKeyName } from '../../service/keys/stored-keys.ts'
import type { SampleChain } from './sample-chain.ts'
import { OPERATOR, type SampleKeys, ownerKeyName } from './sample-keys.ts'

/** Who and what the story has at hand once brands and causes are there. */
export class Stage {
  readonly chain: SampleChain
  readonly keys: SampleKeys
  readonly #brandIds: ReadonlyMap<string, number>

  constructor(chain: SampleChain, keys: SampleKeys, brandIds: ReadonlyMap<string, number>) {
    this.chain = chain
    this.keys = keys
    this.#brandIds = brandIds
  }

  brandId(code: string): number {
    const id = this.#brandIds.get(code)
    if (id === undefined) throw new Error(`The sample has no brand ${code}.`)
    return id
  }

  owner(code: string): LocalAccount {
    return this.keys.account(ownerKeyName(code))
  }

  minter(code: string): LocalAccount {
    return this.keys.account(minterKeyName(code))
  }

  get operator(): LocalAccount {
    return this.keys.account(OPERATOR)
  }
}

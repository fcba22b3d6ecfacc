import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getMovedTo } from '../../chain/actions/getMovedTo.ts'
import type { ReadClient } from '../../chain/client.ts'
import { valueOutDown } from '../../chain/codec/value.ts'
import { readToken } from '../../chain/read.ts'

/** What somebody has on chain, as it was last seen. */
export type SeenBalance = {
  points: bigint
  /** In µ, if it left the brand now. */
  worth: bigint
  at: Date
  /** Where points of a claim address went. */
  movedTo: Address | undefined
}

export type Holder = { brandId: number; address: Address; claimable: boolean }

export type BalancesOptions = { client: ReadClient; now: () => Date; onTrouble: (error: unknown) => void }

/** A fresh state is waited for so long at most; what comes later serves the next look-up. */
const WAIT_MS = 20
const MOST = 20_000
const BRAND_MS = 5_000

type BrandWorth = { rate: bigint; reserve: bigint; supply: bigint }

/** Balances for look-ups, which never wait for the chain: the fresh one where it comes at once, else the last known. */
export class Balances {
  readonly #options: BalancesOptions
  readonly #seen = new Map<string, SeenBalance>()
  readonly #asking = new Map<string, Promise<SeenBalance | undefined>>()
  readonly #brands = new Map<number, { at: number; worth: Promise<BrandWorth> }>()

  constructor(options: BalancesOptions) {
    this.#options = options
  }

  async read(holder: Holder): Promise<SeenBalance | undefined> {
    const key = `${holder.brandId} ${holder.address.toLowerCase()}`
    const asking = this.#asking.get(key) ?? this.#ask(key, holder)
    const fresh = await Promise.race([asking, sleep(WAIT_MS, undefined, { ref: false })])
    return fresh ?? this.#seen.get(key)
  }

  #ask(key: string, holder: Holder): Promise<SeenBalance | undefined> {
    const asking = this.#look(holder)
      .then((seen) => this.#remember(key, seen))
      .catch((error: unknown) => {
        this.#options.onTrouble(error)
        return undefined
      })
      .finally(() => this.#asking.delete(key))
    this.#asking.set(key, asking)
    return asking
  }

  #remember(key: string, seen: SeenBalance): SeenBalance {
    if (this.#seen.size >= MOST) this.#seen.clear()
    this.#seen.set(key, seen)
    return seen
  }

  async #look({ brandId, address, claimable }: Holder): Promise<SeenBalance> {
    const { client, now } = this.#options
    const balanceOf = (holder: Address) => readToken(client, brandId, 'balanceOf', [holder])
    // Asked in one request: few points were claimed.
    const [movedTo, here, worth] = await Promise.all([
      claimable ? getMovedTo(client, { brandId, claimAddress: address }) : undefined,
      balanceOf(address),
      this.#worthOf(brandId),
    ])
    const points = movedTo === undefined ? here : await balanceOf(movedTo)
    return { points, worth: points === 0n ? 0n : valueOutDown({ points, ...worth }), at: now(), movedTo }
  }

  #worthOf(brandId: number): Promise<BrandWorth> {
    const known = this.#brands.get(brandId)
    if (known && performance.now() - known.at < BRAND_MS) return known.worth
    const worth = getBrand(this.#options.client, { brandId }).then(({ reserve, supply, terms }) => {
      return { rate: terms.rate, reserve, supply }
    })
    this.#brands.set(brandId, { at: performance.now(), worth })
    worth.catch(() => this.#brands.delete(brandId))
    return worth
  }
}

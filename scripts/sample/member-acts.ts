import type { Hex, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimPoints } from '../../chain/actions/claimPoints.ts'
import { getQuote } from '../../chain/actions/getQuote.ts'
import { signClaim } from '../../chain/claims/sign-claim.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { type IntentMessages, type IntentRequest, toIntent, typedDataOf } from '../../chain/intents/intent.ts'
import type { Verb } from '../../chain/intents/typed-data.ts'
import { readToken } from '../../chain/read.ts'
import { claimPrivateKey } from '../../service/keys/claim-keys.ts'
import { claimSeedName } from '../../service/keys/stored-keys.ts'
import { sampleBrands } from './brands.ts'
import { type AccountHolder, isCustomer } from './members.ts'
import type { Stage } from './stage.ts'

/** An hour is enough for an intent that is submitted at once. */
const PATIENCE = 3_600n

type SignedVerb = Exclude<Verb, 'Claim'>
/** What a verb needs besides member, nonce and deadline. */
type Wish<verb extends SignedVerb> = Omit<IntentMessages[verb], 'member' | 'nonce' | 'deadline'>

/** What members do, by signed intents that the operator submits: they need no gas. Amounts are percent of what they have. */
export class MemberActs {
  readonly #stage: Stage
  readonly #nonces = new Map<string, bigint>()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async swap(member: AccountHolder, from: string, to: string, percent: bigint): Promise<void> {
    const [fromBrandId, toBrandId] = [this.#stage.brandId(from), this.#stage.brandId(to)]
    const points = await this.#part(member, from, percent)
    const address = this.#account(member).address
    const quoted = await getQuote(this.#stage.chain.client, { fromBrandId, toBrandId, points, member: address })
    await this.#submit(member, 'Swap', { fromBrandId, toBrandId, points, minPointsOut: quoted.pointsOut })
  }

  async donate(member: AccountHolder, code: string, causeId: number, percent: bigint): Promise<void> {
    const points = await this.#part(member, code, percent)
    await this.#submit(member, 'Donate', { brandId: this.#stage.brandId(code), causeId, points, minValue: 1n })
  }

  async pay(member: AccountHolder, till: string, order: string, percents: Record<string, bigint>): Promise<void> {
    const legs = await Promise.all(
      Object.entries(percents).map(async ([code, percent]) => {
        return { brandId: this.#stage.brandId(code), points: await this.#part(member, code, percent) }
      }),
    )
    const orderReference = orderReferenceOf(order)
    await this.#submit(member, 'Pay', { brandId: this.#stage.brandId(till), orderReference, legs, minValue: 1n })
  }

  async redeem(member: AccountHolder, code: string, order: string, percent: bigint): Promise<void> {
    const points = await this.#part(member, code, percent)
    const orderReference = orderReferenceOf(order)
    await this.#submit(member, 'Redeem', { brandId: this.#stage.brandId(code), points, orderReference })
  }

  async give(member: AccountHolder, to: AccountHolder, code: string, percent: bigint): Promise<void> {
    const points = await this.#part(member, code, percent)
    await this.#submit(member, 'Transfer', {
      brandId: this.#stage.brandId(code),
      to: this.#account(to).address,
      points,
    })
  }

  async lock(member: AccountHolder, unlockDelay: number): Promise<void> {
    await this.#submit(member, 'Lock', { unlockDelay })
  }

  async unlock(member: AccountHolder): Promise<void> {
    await this.#submit(member, 'Unlock', {})
  }

  /** Moves what waits at the member's claim addresses to the account. */
  async claimAll(member: AccountHolder): Promise<void> {
    const { chain, keys, operator } = this.#stage
    const to = this.#account(member).address
    for (const { code } of sampleBrands.filter((brand) => isCustomer(member, brand.code))) {
      const brandId = this.#stage.brandId(code)
      const claimKey = privateKeyToAccount(claimPrivateKey(keys.secret(claimSeedName(code)), brandId, member))
      const signature: Hex = await signClaim(claimKey, { domain: await chain.domain, brandId, to })
      await chain.send(operator, claimPoints(chain.client, { brandId, claimKey: claimKey.address, to, signature }))
    }
  }

  #account(member: AccountHolder): LocalAccount {
    return this.#stage.keys.account(member)
  }

  /** Whole points; whoever has none of them cannot play the part. */
  async #part(member: AccountHolder, code: string, percent: bigint): Promise<bigint> {
    const { client } = this.#stage.chain
    const balance = await readToken(client, this.#stage.brandId(code), 'balanceOf', [this.#account(member).address])
    const points = percent === 100n ? balance : ((balance * percent) / 10_000n) * 100n
    if (points === 0n) throw new Error(`${member} has too few points of ${code} for the story.`)
    return points
  }

  async #submit<verb extends SignedVerb>(member: AccountHolder, verb: verb, wish: Wish<verb>): Promise<void> {
    const { chain } = this.#stage
    const account = this.#account(member)
    const nonce = this.#nonces.get(member) ?? 0n
    const deadline = (await chain.now()) + PATIENCE
    const message = { ...wish, member: account.address, nonce, deadline } as unknown as IntentMessages[verb]
    const request: IntentRequest<verb> = { verb, message }
    const signature = await account.signTypedData(typedDataOf(await chain.domain, request))
    await chain.execute([toIntent(request, signature)])
    this.#nonces.set(member, nonce + 1n)
  }
}

import { announceTerms } from '../../chain/actions/announceTerms.ts'
import { cancelTerms } from '../../chain/actions/cancelTerms.ts'
import { executeWithdrawal } from '../../chain/actions/executeWithdrawal.ts'
import { findPayment } from '../../chain/actions/findPayment.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { pauseNetwork } from '../../chain/actions/pauseNetwork.ts'
import { refundPayment } from '../../chain/actions/refundPayment.ts'
import { requestWithdrawal } from '../../chain/actions/requestWithdrawal.ts'
import { setEntranceFor } from '../../chain/actions/setEntranceFor.ts'
import { sweepExpired } from '../../chain/actions/sweepExpired.ts'
import { withdrawCause } from '../../chain/actions/withdrawCause.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { parseShare } from '../../chain/codec/share.ts'
import type { Terms } from '../../chain/codec/terms.ts'
import { memberClaim } from '../../service/keys/claim-keys.ts'
import { claimSeedName } from '../../service/keys/stored-keys.ts'
import { sampleCauses } from './causes.ts'
import type { AccountHolder } from './members.ts'
import type { Stage } from './stage.ts'

export interface RefundParameters {
  till: string
  member: AccountHolder
  order: string
  percent: string
}

/** What brands, causes and the network do with their own keys. */
export class BrandActs {
  readonly #stage: Stage

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async announce(code: string, change: Partial<Terms>): Promise<void> {
    const { chain } = this.#stage
    const brandId = this.#stage.brandId(code)
    const { terms, supply } = await getBrand(chain.client, { brandId })
    const announcement = { brandId, terms: { ...terms, ...change }, maxSupply: supply }
    await chain.send(this.#stage.owner(code), announceTerms(chain.client, announcement))
  }

  async cancel(code: string): Promise<void> {
    const { chain } = this.#stage
    await chain.send(this.#stage.owner(code), cancelTerms(chain.client, { brandId: this.#stage.brandId(code) }))
  }

  async requestWithdrawal(code: string, amount: bigint): Promise<void> {
    const { chain } = this.#stage
    const request = { brandId: this.#stage.brandId(code), amount }
    await chain.send(this.#stage.owner(code), requestWithdrawal(chain.client, request))
  }

  async withdraw(code: string): Promise<void> {
    const { chain } = this.#stage
    await chain.send(this.#stage.owner(code), executeWithdrawal(chain.client, { brandId: this.#stage.brandId(code) }))
  }

  async refuse(code: string, from: string): Promise<void> {
    const { chain } = this.#stage
    const rule = { brandId: this.#stage.brandId(code), fromBrandId: this.#stage.brandId(from), open: false }
    await chain.send(this.#stage.owner(code), setEntranceFor(chain.client, rule))
  }

  async refund({ till, member, order, percent }: RefundParameters): Promise<void> {
    const { chain, keys } = this.#stage
    const brandId = this.#stage.brandId(till)
    const of = { brandId, member: keys.account(member).address, orderReference: orderReferenceOf(order) }
    const payment = await findPayment(chain.client, of)
    await chain.send(this.#stage.minter(till), refundPayment(chain.client, { payment, share: parseShare(percent) }))
  }

  /** Burns what expired at a member's claim address. */
  async sweepUnclaimed(code: string, member: string): Promise<void> {
    const { chain, keys, operator } = this.#stage
    const brandId = this.#stage.brandId(code)
    const { claimAddress } = memberClaim(keys.secret(claimSeedName(code)), brandId, member)
    await chain.send(operator, sweepExpired(chain.client, { brandId, accounts: [claimAddress] }))
  }

  async payOutCause(causeId: number): Promise<void> {
    const { chain, keys } = this.#stage
    const cause = sampleCauses[causeId - 1]
    if (!cause) throw new Error(`The sample has no cause ${causeId}.`)
    await chain.send(keys.account(cause.key), withdrawCause(chain.client, { causeId }))
  }

  async pause(seconds: bigint): Promise<void> {
    const { chain, operator } = this.#stage
    await chain.send(operator, pauseNetwork(chain.client, { seconds }))
  }
}

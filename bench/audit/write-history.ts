import { keccak256, stringToHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { executeIntents } from '../../chain/actions/executeIntents.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import type { ContractCall } from '../../chain/call.ts'
import { signIntent } from '../../chain/intents/sign-intent.ts'
import type { BenchBrand } from '../network/make-brand.ts'
import { memberAddresses, mintLoop } from '../network/mint-loop.ts'
import { sendInRow } from '../network/send-in-row.ts'

const SWAPPERS = 500
const MEMBERS = 20_000
const AT_ONCE = 50
const HOUR = 3_600n

export interface HistoryPlan {
  /** Credits minted at each brand. */
  readonly credits: number
  /** Swaps of each of the 500 members who swap. */
  readonly swaps: number
  /** Nonce of a member's first swap. */
  readonly nonce: number
}

/** Mints at both brands, then swaps signed by members from the first to the second. */
export async function writeHistory(from: BenchBrand, to: BenchBrand, plan: HistoryPlan): Promise<void> {
  const swappers = Array.from({ length: SWAPPERS }, (_, i) =>
    privateKeyToAccount(keccak256(stringToHex(`swapper ${i}`))),
  )
  const members = [...swappers.map(({ address }) => address), ...memberAddresses('holder', MEMBERS)]
  for (const brand of [from, to]) await mintLoop(brand, { credits: plan.credits, members })
  await sendInRow(from.client, from.minter, swapsOf(from, to, swappers, plan))
}

async function* swapsOf(
  from: BenchBrand,
  to: BenchBrand,
  swappers: readonly PrivateKeyAccount[],
  { swaps, nonce }: HistoryPlan,
): AsyncGenerator<ContractCall> {
  const domain = await getDomain(from.client)
  const deadline = (await getChainTime(from.client)).now + HOUR
  for (let round = 0; round < swaps; round++) {
    for (let first = 0; first < swappers.length; first += AT_ONCE) {
      const intents = swappers.slice(first, first + AT_ONCE).map((account) =>
        signIntent(account, {
          domain,
          verb: 'Swap',
          message: {
            member: account.address,
            fromBrandId: from.brandId,
            toBrandId: to.brandId,
            points: 50n,
            minPointsOut: 1n,
            nonce: BigInt(nonce + round),
            deadline,
          },
        }),
      )
      yield executeIntents(from.client, { intents: await Promise.all(intents) })
    }
  }
}

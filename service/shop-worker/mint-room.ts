import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { getNetwork } from '../../chain/actions/getNetwork.ts'
import { getQuotas } from '../../chain/actions/getQuotas.ts'
import { getRoles } from '../../chain/actions/getRoles.ts'
import type { Minter } from '../import/minter.ts'
import { readFees } from '../queue/sign-call.ts'

/** Why less than everything is minted or taken back now. */
export type Shortage =
  | 'minterRoleMissing'
  | 'networkPaused'
  | 'brandWindingDown'
  | 'mintQuotaShort'
  | 'reserveShort'
  | 'clawbackQuotaShort'
  | 'gasMoneyShort'

/** How much a brand's worker may mint and take back now. Points in 0.01 point. */
export type MintRoom = {
  now: bigint
  mint: bigint
  /** Points of one order beyond which no patience helps: the whole of the quota. */
  mintLimit: bigint
  clawback: bigint
  /** Credits and reversals that the key's ether pays for. */
  operations: number
  /** What the room ends at, should it be too small. */
  mintEndsAt: Shortage
  /** What stops it altogether. */
  stopped: Shortage | undefined
}

/** More than a credit or a reversal of a small batch costs. */
const GAS_PER_OPERATION = 150_000n
const GAS_PER_RUN = 1_000_000n

/** Asks the chain what quota, reserve and gas money allow: only so much is planned, the rest waits. */
export async function readMintRoom({ client, brandId, account }: Minter): Promise<MintRoom> {
  const { now } = await getChainTime(client)
  const [brand, quotas, roles, network, money, fees] = await Promise.all([
    getBrand(client, { brandId }),
    getQuotas(client, { brandId, account: account.address }),
    getRoles(client, { brandId, account: account.address }),
    getNetwork(client, { now }),
    getGasMoney(client, { account: account.address }),
    readFees(client),
  ])
  const rate = max(brand.terms.rate, brand.announced?.terms.rate ?? 0n)
  const promise = BigInt(Math.max(brand.terms.promisePercent, brand.announced?.terms.promisePercent ?? 0))
  const covered = coveredDown(brand.reserve, rate, promise) - brand.supply
  const byReserve = covered > 0n ? covered : 0n
  const quota = quotas.mint.available
  const price = fees.baseFee * 2n + fees.maxPriorityFeePerGas
  const units = price === 0n ? 2n ** 40n : money / price
  const spare = units > GAS_PER_RUN ? (units - GAS_PER_RUN) / GAS_PER_OPERATION : 0n
  return {
    now,
    mint: min(byReserve, quota),
    mintLimit: quotas.mint.limit,
    clawback: quotas.clawback.available,
    operations: Number(min(spare, 1_000_000n)),
    mintEndsAt: byReserve < quota ? 'reserveShort' : 'mintQuotaShort',
    stopped: !roles.includes('minter')
      ? 'minterRoleMissing'
      : network.pausedUntil !== undefined
        ? 'networkPaused'
        : brand.windingDown
          ? 'brandWindingDown'
          : undefined,
  }
}

/** The most points that a reserve covers at a promise: the largest supply whose promised value, rounded up, fits. */
function coveredDown(reserve: bigint, rate: bigint, promisePercent: bigint): bigint {
  return (reserve * 100_000n) / (rate * promisePercent)
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)

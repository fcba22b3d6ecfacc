import { readMintTerms } from '../import/mint-terms.ts'
import type { Minter } from '../import/minter.ts'

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
export async function readMintRoom(minter: Minter): Promise<MintRoom> {
  const { now, brand, quotas, network, gasMoney, gasPrice, isMinter, rate, promisePercent } =
    await readMintTerms(minter)
  const covered = coveredDown(brand.reserve, rate, BigInt(promisePercent)) - brand.supply
  const byReserve = covered > 0n ? covered : 0n
  const quota = quotas.mint.available
  const units = gasPrice === 0n ? 2n ** 40n : gasMoney / gasPrice
  const spare = units > GAS_PER_RUN ? (units - GAS_PER_RUN) / GAS_PER_OPERATION : 0n
  return {
    now,
    mint: min(byReserve, quota),
    mintLimit: quotas.mint.limit,
    clawback: quotas.clawback.available,
    operations: Number(min(spare, 1_000_000n)),
    mintEndsAt: byReserve < quota ? 'reserveShort' : 'mintQuotaShort',
    stopped: !isMinter
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

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)

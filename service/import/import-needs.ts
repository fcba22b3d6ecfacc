import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { ImportError } from './import-error.ts'
import { readMintTerms } from './mint-terms.ts'
import type { Minter } from './minter.ts'

/** What is to be minted and taken back. */
export type Undertaking = { points: bigint; asked: bigint; gas: bigint }

/** What an undertaking needs beside what is there. Points in 0.01 point, money in µ, gas money in wei. */
export type ImportNeeds = {
  points: bigint
  mintQuota: { needed: bigint; available: bigint }
  clawbackQuota: { needed: bigint; available: bigint }
  reserve: { needed: bigint; available: bigint }
  gas: { units: bigint; needed: bigint; available: bigint }
  /** What stands in the way, in sentences. */
  problems: { code: string; sentence: string }[]
}

export async function readNeeds(minter: Minter, { points, asked, gas }: Undertaking): Promise<ImportNeeds> {
  const { account, code } = minter
  const { brand, quotas, network, gasMoney, gasPrice, isMinter, rate, promisePercent } = await readMintTerms(minter)
  const reserve = { needed: promisedReserve(brand.supply + points, rate, promisePercent), available: brand.reserve }
  const gasNeeded = { units: gas, needed: gas * gasPrice, available: gasMoney }
  const mintQuota = { needed: points, available: quotas.mint.available }
  const clawbackQuota = { needed: asked, available: quotas.clawback.available }

  const problems: ImportNeeds['problems'] = []
  const problem = (when: boolean, problemCode: string, sentence: () => string) => {
    if (when) problems.push({ code: problemCode, sentence: sentence() })
  }
  const mints = points > 0n
  problem(!isMinter, 'MissingRole', () => {
    return `The key ${account.address} is not minter of ${code}. Have its owner grant the role: \`points brand roles ${code}\`.`
  })
  problem(mints && network.pausedUntil !== undefined, 'NetworkPaused', () => {
    return `The network is paused until ${formatTime(network.pausedUntil ?? 0n)}. Import again after that.`
  })
  problem(mints && brand.windingDown, 'BrandWindingDown', () => {
    return `${code} is winding down, so nothing can be minted for it any more.`
  })
  problem(mintQuota.needed > mintQuota.available, 'QuotaExceeded', () => {
    return quotaSentence('mint', mintQuota, code)
  })
  problem(clawbackQuota.needed > clawbackQuota.available, 'QuotaExceeded', () => {
    return quotaSentence('clawback', clawbackQuota, code)
  })
  problem(mints && reserve.needed > reserve.available, 'CoverBelowPromise', () => {
    const missing = formatMoney(reserve.needed - reserve.available)
    return `The reserve of ${code} is ${formatMoney(reserve.available)} USD; its promise would need ${formatMoney(reserve.needed)} USD. Add ${missing} USD with \`points brand fund ${code}\`.`
  })
  problem(gasNeeded.needed > gasNeeded.available, 'NoGasMoney', () => {
    return `The key ${account.address} has ${gasNeeded.available} wei for gas; about ${gasNeeded.needed} wei are needed. Send it some.`
  })
  return { points, mintQuota, clawbackQuota, reserve, gas: gasNeeded, problems }
}

/** Throws an ImportError with all that stands in the way. */
export function checkNeeds({ problems }: ImportNeeds): void {
  const [first] = problems
  if (!first) return
  throw new ImportError(first.code, `${problems.map((each) => each.sentence).join('\n')}\nNothing was imported.`)
}

type Quota = { needed: bigint; available: bigint }

function quotaSentence(kind: string, { needed, available }: Quota, code: string): string {
  const has = `The ${kind} quota of ${code} has ${formatPoints(available)} points left today; ${formatPoints(needed)} are needed`
  return `${has}. It refills evenly over 24 hours; its owner raises it with \`points brand quota ${code}\`.`
}

/** Reserve that the promise asks for, rounded up, in µ. */
function promisedReserve(supply: bigint, rate: bigint, promisePercent: number): bigint {
  return (supply * rate * BigInt(promisePercent) + 99_999n) / 100_000n
}

import type { ContractTransactionResponse } from 'ethers'
import { floorOf, type Touches } from './floor.ts'

/** Of a transaction what its gas depends on. */
export interface Receipt {
  readonly gasUsed: bigint
  readonly data: string
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[]
}

/** One row of the table; all gas is for one unit. */
export interface Figure {
  readonly key: string
  readonly what: string
  readonly gas: bigint
  /** Of how many units a transaction was made, and the transaction itself. */
  readonly units: number
  readonly receipt: Receipt
  readonly reach?: bigint
  readonly floor?: bigint
  readonly touches?: Touches
}

interface FigureParameters {
  readonly key: string
  readonly what: string
  readonly samples: readonly Receipt[]
  /** Credits, intents or reversals in one transaction. */
  readonly units?: number
  readonly reach?: bigint
  readonly touches?: Touches
}

/** Gas limit of everything the benchmark sends: the most a transaction may have (EIP-7825). */
export const GAS = { gasLimit: 16_777_216n }

/** The median of the samples, beside its floor. */
export function figureOf({ key, what, samples, units = 1, reach, touches }: FigureParameters): Figure {
  const [median] = samples.toSorted((a, b) => Number(a.gasUsed - b.gasUsed)).slice(samples.length >> 1)
  if (median === undefined) throw new Error(`${what} was not measured.`)

  return {
    key,
    what,
    gas: median.gasUsed / BigInt(units),
    units,
    receipt: median,
    ...(reach === undefined ? {} : { reach }),
    ...(touches === undefined ? {} : { touches, floor: floorOf(median, touches) / BigInt(units) }),
  }
}

/** Waits for a transaction and reads its gas. */
export async function receiptOf(sent: Promise<ContractTransactionResponse>): Promise<Receipt> {
  const transaction = await sent
  const receipt = await transaction.wait()
  if (receipt === null) throw new Error(`${transaction.hash} is in no block.`)

  return { gasUsed: receipt.gasUsed, data: transaction.data, logs: receipt.logs }
}

import { concat, getAddress, keccak256, toBeHex } from 'ethers'

const RUN = 32

export interface Credit {
  readonly member: string
  readonly points: bigint
}

/** Credits as the contract wants them: `address << 96 | points`, ascending by address. */
export function packCredits(credits: readonly Credit[]): string[] {
  return credits
    .map(({ member, points }) => (BigInt(member) << 96n) | points)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((credit) => toBeHex(credit, 32))
}

export function unpackCredit(credit: string): Credit {
  const word = BigInt(credit)

  return { member: getAddress(toBeHex(word >> 96n, 20)), points: word & ((1n << 96n) - 1n) }
}

/** What a batch contained, kept off chain to prove its credits later. */
export interface MintedBatch {
  readonly sequence: bigint
  readonly mintedAt: bigint
  readonly epoch: bigint
  readonly life: bigint
  readonly returnWindow: bigint
  readonly credits: readonly string[]
}

/** The run that holds `member`'s credit, and the credit's place in it. */
export function creditRunOf(batch: MintedBatch, member: string) {
  const at = batch.credits.findIndex((credit) => BigInt(credit) >> 96n === BigInt(member))
  if (at < 0) throw new Error(`Batch ${batch.sequence} has no credit of ${member}.`)

  const runs = runsOf(batch.credits)
  const index = Math.floor(at / RUN)

  return {
    run: {
      sequence: batch.sequence,
      mintedAt: batch.mintedAt,
      epoch: batch.epoch,
      life: batch.life,
      returnWindow: batch.returnWindow,
      index: BigInt(index),
      credits: runs[index] ?? [],
      runHashes: runs.map((run) => keccak256(concat(run))),
    },
    position: BigInt(at % RUN),
  }
}

/** One reversal of one member's credit, up to the cumulative `total`. */
export function reversalOf(batch: MintedBatch, member: string, total: bigint) {
  const { run, position } = creditRunOf(batch, member)

  return { run, reversals: [{ position, total }] }
}

function runsOf(credits: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(credits.length / RUN) }, (_, i) => credits.slice(i * RUN, (i + 1) * RUN))
}

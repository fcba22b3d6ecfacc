import type { Address, Hex } from 'viem'
import { RUN_LENGTH, encodeCredit, hashOfBatch, hashOfRun, runsOf } from '../codec/credits.ts'
import type { ReadClient } from '../client.ts'
import { ChainError } from '../errors/chain-error.ts'
import { readToken } from '../read.ts'
import { type Batch, findBatch } from './findBatch.ts'

/** Proof of what one run of at most 32 credits of a batch contained, as `reverse` takes it. */
export interface CreditRun {
  sequence: bigint
  mintedAt: number
  epoch: number
  life: number
  returnWindow: number
  index: bigint
  credits: readonly Hex[]
  runHashes: readonly Hex[]
}

export interface RunReversals {
  run: CreditRun
  reversals: readonly { position: bigint; total: bigint }[]
}

export interface FoundCredit {
  batch: Batch
  run: CreditRun
  /** Where the credit stands in its run. */
  position: bigint
  credited: bigint
  /** Cumulative points asked back on this credit so far. */
  reversed: bigint
}

export interface FindCreditRunParameters {
  brandId: number
  sequence: bigint
  member: Address
  fromBlock?: bigint | undefined
  transactionHash?: Hex | undefined
}

/** The run that proves one member's credit in a batch, rebuilt from the chain alone. */
export async function findCreditRun(
  client: ReadClient,
  { member, ...of }: FindCreditRunParameters,
): Promise<FoundCredit> {
  const batch = await findBatch(client, of)
  const place = batch.credits.findIndex((credit) => credit.member.toLowerCase() === member.toLowerCase())
  const credit = batch.credits[place]
  if (!credit) {
    const sentence = `Batch ${of.sequence} of brand ${of.brandId} credited nothing to ${member}.`
    throw new ChainError('NoSuchCredit', { sentence, hint: 'Check member and batch number.', args: { ...of, member } })
  }
  await checkBatch(client, batch)
  const reversed = await readToken(client, of.brandId, 'reversedOf', [of.sequence, member])
  const index = Math.floor(place / RUN_LENGTH)
  return { batch, run: runOf(batch, index), position: BigInt(place % RUN_LENGTH), credited: credit.points, reversed }
}

/** A node that leaves out or makes up a log is found out here: the contract remembers the hash of the whole batch. */
async function checkBatch(client: ReadClient, batch: Batch): Promise<void> {
  const { brandId, sequence } = batch
  const remembered = await readToken(client, brandId, 'batchHash', [sequence])
  const runHashes = runsOf(batch.credits.map(encodeCredit)).map(hashOfRun)
  if (remembered === hashOfBatch({ ...batch, runHashes })) return
  const sentence = `The logs of batch ${sequence} of brand ${brandId} are not what the contract remembers of it.`
  throw new ChainError('BatchMismatch', { sentence, hint: 'The node answers wrongly; ask another with --rpc.' })
}

/** One run of a batch with the hashes of all its runs. */
export function runOf({ sequence, mintedAt, epoch, life, returnWindow, credits }: Batch, index: number): CreditRun {
  const runs = runsOf(credits.map(encodeCredit))
  const runHashes = runs.map(hashOfRun)
  return {
    sequence,
    mintedAt: Number(mintedAt),
    epoch,
    life,
    returnWindow,
    index: BigInt(index),
    credits: runs[index] ?? [],
    runHashes,
  }
}

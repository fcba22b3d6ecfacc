import { type Address, keccak256, stringToHex, zeroHash } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { BenchBrand } from './make-brand.ts'
import { sendInRow } from './send-in-row.ts'

const BATCH_SIZE = 500
const RETURN_WINDOW = 90 * 86_400
const POINTS = 1_000n

export interface MintLoopParameters {
  readonly credits: number
  /** Who is credited, in turn; at least as many as a batch holds. */
  readonly members: readonly Address[]
}

/** Addresses nobody needs a key for. */
export function memberAddresses(label: string, count: number): Address[] {
  return Array.from({ length: count }, (_, i): Address => `0x${keccak256(stringToHex(`${label} ${i}`)).slice(26)}`)
}

/** The least that mints: batches encoded, signed and sent one after the other, and nothing remembered. Gives seconds. */
export async function mintLoop(brand: BenchBrand, parameters: MintLoopParameters): Promise<number> {
  const start = performance.now()
  await sendInRow(brand.client, brand.minter, batchesOf(brand, parameters))

  return (performance.now() - start) / 1_000
}

async function* batchesOf(
  { client, brandId }: BenchBrand,
  { credits, members }: MintLoopParameters,
): AsyncGenerator<ContractCall> {
  let { lastSequence: sequence } = await getBrand(client, { brandId })
  const twice = [...members, ...members]
  for (let done = 0; done < credits; done += BATCH_SIZE) {
    const first = done % members.length
    const chosen = twice.slice(first, first + Math.min(BATCH_SIZE, credits - done, members.length))
    yield await mintBatch(client, {
      brandId,
      sequence: ++sequence,
      credits: chosen.map((member) => ({ member, points: POINTS })),
      purchasesRoot: zeroHash,
      returnWindow: RETURN_WINDOW,
    })
  }
}

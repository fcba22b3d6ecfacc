import {
  type Address,
  type Hex,
  concat,
  encodeAbiParameters,
  getAddress,
  keccak256,
  numberToHex,
  parseAbiParameters,
} from 'viem'

/** Points minted to one member in a batch. */
export interface Credit {
  member: Address
  points: bigint
}

/** Credits of a batch are remembered in runs of this many. */
export const RUN_LENGTH = 32

/** `address << 96 | points`, as `mintBatch` takes it. */
export function encodeCredit({ member, points }: Credit): Hex {
  return numberToHex((BigInt(member) << 96n) | points, { size: 32 })
}

export function decodeCredit(word: Hex): Credit {
  return { member: getAddress(`0x${word.slice(2, 42)}`), points: BigInt(`0x${word.slice(42)}`) }
}

/** Credits in the order the contract wants: strictly ascending by address. */
export function sortCredits(credits: readonly Credit[]): Credit[] {
  return credits.toSorted((a, b) => (BigInt(a.member) < BigInt(b.member) ? -1 : 1))
}

/** A batch's credits cut into the runs the contract hashes. */
export function runsOf(credits: readonly Hex[]): Hex[][] {
  const runs: Hex[][] = []
  for (let start = 0; start < credits.length; start += RUN_LENGTH) runs.push(credits.slice(start, start + RUN_LENGTH))
  return runs
}

export function hashOfRun(run: readonly Hex[]): Hex {
  return keccak256(concat(run))
}

export interface BatchContents {
  mintedAt: bigint
  epoch: number
  life: number
  returnWindow: number
  runHashes: readonly Hex[]
}

/** What the contract remembers a batch by. */
export function hashOfBatch({ mintedAt, epoch, life, returnWindow, runHashes }: BatchContents): Hex {
  const types = parseAbiParameters('uint256, uint256, uint256, uint256, bytes32')
  const values = [mintedAt, BigInt(epoch), BigInt(life), BigInt(returnWindow), keccak256(concat(runHashes))] as const
  return keccak256(encodeAbiParameters(types, values))
}

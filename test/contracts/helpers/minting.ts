import { ZeroHash, type Addressable } from 'ethers'
import type { Brand } from './brands.ts'
import { packCredits, type MintedBatch } from './credits.ts'
import { eventOf } from './logs.ts'
import { DAY } from './times.ts'

export const RETURN_WINDOW = 90n * DAY

/** Mints the brand's next batch and remembers what is needed to reverse it. */
export async function mint(
  brand: Brand,
  credits: readonly (readonly [Addressable | string, bigint])[],
  returnWindow = RETURN_WINDOW,
): Promise<MintedBatch> {
  const token = brand.token.connect(brand.minter)
  const resolved = await Promise.all(
    credits.map(async ([member, points]) => ({
      member: typeof member === 'string' ? member : await member.getAddress(),
      points,
    })),
  )
  const packed = packCredits(resolved)
  const sequence = (await token.lastSequence()) + 1n
  const { args } = await eventOf(token.mintBatch(sequence, packed, ZeroHash, returnWindow), token, 'BatchMinted')

  return { sequence, mintedAt: args.mintedAt, epoch: args.epoch, life: args.life, returnWindow, credits: packed }
}

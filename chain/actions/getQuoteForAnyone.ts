import { valueOutDown } from '../codec/value.ts'
import type { ReadClient } from '../client.ts'
import { readToken } from '../read.ts'
import { getBrand } from './getBrand.ts'

export interface GetQuoteForAnyoneParameters {
  fromBrandId: number
  /** Undefined where only the value is asked for. */
  toBrandId: number | undefined
  points: bigint
}

/** A quote without a member: what points give whoever has them and none that expired. */
export async function getQuoteForAnyone(
  client: ReadClient,
  { fromBrandId, toBrandId, points }: GetQuoteForAnyoneParameters,
): Promise<{ pointsOut: bigint | undefined; value: bigint }> {
  const { reserve, supply, terms } = await getBrand(client, { brandId: fromBrandId })
  const value = valueOutDown({ points, rate: terms.rate, reserve, supply })
  const pointsOut = toBrandId === undefined ? undefined : await readToken(client, toBrandId, 'quoteIn', [value])
  return { pointsOut, value }
}

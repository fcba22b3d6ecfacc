import { type Hex, isHex, keccak256, stringToBytes } from 'viem'

/** A till's order reference: 32 bytes of hex are taken as they are, any other text by its hash. */
export function orderReferenceOf(text: string): Hex {
  return isHex(text) && text.length === 66 ? text : keccak256(stringToBytes(text))
}

import { type Address, encodeAbiParameters, getAddress, keccak256, parseAbiParameters } from 'viem'

/** Address that holds points for the holder of `claimKey` until they are claimed; no key controls it. */
export function claimAddressOf({ brandId, claimKey }: { brandId: number; claimKey: Address }): Address {
  const parameters = parseAbiParameters('string, uint32, address')
  const hash = keccak256(encodeAbiParameters(parameters, ['claim', brandId, claimKey]))
  return getAddress(`0x${hash.slice(26)}`)
}

import { type Address, concat, getContractAddress, type Hex, zeroHash } from 'viem'
import type { PasskeyKey } from './signer.ts'

export interface AccountAddressParameters {
  factory: Address
  /** The factory's `implementation()`. */
  implementation: Address
  key: PasskeyKey
}

/** Address of a passkey's account, whether or not it was made yet; the same as the factory's `accountOf`. */
export function accountAddress({ factory, implementation, key }: AccountAddressParameters): Address {
  return getContractAddress({
    opcode: 'CREATE2',
    from: factory,
    salt: zeroHash,
    bytecode: creationCode(implementation, key),
  })
}

/** An ERC-1167 clone of 45 bytes with 64 bytes of arguments behind it, as OpenZeppelin's `Clones` makes it. */
function creationCode(implementation: Address, { x, y }: PasskeyKey): Hex {
  return concat([
    '0x61006d3d81600a3d39f3363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
    x,
    y,
  ])
}

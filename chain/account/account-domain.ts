import { type Address, zeroHash } from 'viem'

/** EIP-712 domain of an account; known before it is made. */
export function accountDomain({ account, chainId }: { account: Address; chainId: number | bigint }) {
  return {
    name: 'MemberAccount',
    version: '1',
    chainId: Number(chainId),
    verifyingContract: account,
    // Not part of the domain, but ERC-7739 binds every field.
    salt: zeroHash,
  } as const
}

/**
 * EIP-712 types of the intents: one readable struct per verb, in the field order of `contracts/types/Intents.sol`.
 * The ABI encoding of the same fields is the payload that `execute` takes.
 */
export const intentTypes = {
  Swap: [
    { name: 'member', type: 'address' },
    { name: 'fromBrandId', type: 'uint32' },
    { name: 'toBrandId', type: 'uint32' },
    { name: 'points', type: 'uint256' },
    { name: 'minPointsOut', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Donate: [
    { name: 'member', type: 'address' },
    { name: 'brandId', type: 'uint32' },
    { name: 'causeId', type: 'uint32' },
    { name: 'points', type: 'uint256' },
    { name: 'minValue', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Pay: [
    { name: 'member', type: 'address' },
    { name: 'brandId', type: 'uint32' },
    { name: 'orderReference', type: 'bytes32' },
    { name: 'legs', type: 'PayLeg[]' },
    { name: 'minValue', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Redeem: [
    { name: 'member', type: 'address' },
    { name: 'brandId', type: 'uint32' },
    { name: 'points', type: 'uint256' },
    { name: 'orderReference', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Transfer: [
    { name: 'member', type: 'address' },
    { name: 'brandId', type: 'uint32' },
    { name: 'to', type: 'address' },
    { name: 'points', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Lock: [
    { name: 'member', type: 'address' },
    { name: 'unlockDelay', type: 'uint32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Unlock: [
    { name: 'member', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  CancelNonces: [
    { name: 'member', type: 'address' },
    { name: 'newBase', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Claim: [
    { name: 'brandId', type: 'uint32' },
    { name: 'claimKey', type: 'address' },
    { name: 'to', type: 'address' },
  ],
} as const

export const legType = [
  { name: 'brandId', type: 'uint32' },
  { name: 'points', type: 'uint256' },
] as const

/** Name of an intent's struct; the position is the value of the contracts' `Verb`. */
export const VERBS = ['Swap', 'Donate', 'Pay', 'Redeem', 'Transfer', 'Lock', 'Unlock', 'CancelNonces', 'Claim'] as const

export type Verb = (typeof VERBS)[number]

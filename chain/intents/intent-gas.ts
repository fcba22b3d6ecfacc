import { type Hex, size } from 'viem'
import type { Intent } from './intent.ts'
import { VERBS } from './typed-data.ts'

/** What the hub sets aside for an item before it tries it, as in `contracts/hub/SignatureGas.sol`. */
const SIGNATURE = 600_000n
const ACTION = 300_000n
const PAY_BASE = 250_000n
const PAY_PER_BYTE = 1_500n
const PAY_MAX_BYTES = 800
const OVERHEAD = 40_000n

/** A recovered ECDSA signature asks no contract. */
const ECDSA = 20_000n
const LOOP = 25_000n
const PER_BYTE = 40n
const TRANSACTION = 60_000n

const PAY = VERBS.indexOf('Pay')

function actionGas({ verb, payload }: Pick<Intent, 'verb' | 'payload'>): bigint {
  if (verb !== PAY) return ACTION
  return PAY_BASE + BigInt(Math.min(size(payload), PAY_MAX_BYTES)) * PAY_PER_BYTE
}

export interface IntentGasParameters {
  /** How the signature is checked: by recovery, or by a contract that may use all it is given, or `bound` at most. */
  signedBy: 'key' | 'contract'
  bound?: bigint | undefined
}

/** The most gas an intent can cost whoever carries it in a batch. */
export function gasOfIntent(
  { verb, payload, signature }: Intent,
  { signedBy, bound = SIGNATURE }: IntentGasParameters,
): bigint {
  const check = signedBy === 'key' ? ECDSA : bound < SIGNATURE ? bound : SIGNATURE
  return check + actionGas({ verb, payload }) + LOOP + PER_BYTE * BigInt(size(payload) + size(signature) + 224)
}

/** Gas a batch must be sent with so that the hub tries every item, whatever those before it cost. */
export function gasOfBatch(items: readonly { verb: number; payload: Hex; gas: bigint }[]): bigint {
  let needed = 0n
  for (const item of items.toReversed()) {
    const reserved = ((SIGNATURE + actionGas(item) + OVERHEAD) * 64n) / 63n + LOOP
    const through = item.gas + needed
    needed = through > reserved ? through : reserved
  }
  return needed + TRANSACTION + items.reduce((sum, { payload }) => sum + PER_BYTE * BigInt(size(payload) + 224), 0n)
}

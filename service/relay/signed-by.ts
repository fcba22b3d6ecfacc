import { type Address, type Hex, hashTypedData, recoverAddress, size } from 'viem'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import type { DecodedIntent } from '../../chain/intents/decode-intent.ts'
import { typedDataOf } from '../../chain/intents/intent.ts'
import { accountOf, hasCode } from './account-place.ts'
import { RelayError } from './relay-error.ts'
import type { Relay } from './relay.ts'

/** Who answers for a signature: a key that was recovered, or a contract, which is to be made first where `make` says so. */
export type SignedBy = { by: 'key'; make?: PasskeyKey } | { by: 'contract'; make?: PasskeyKey; ours: boolean }

export type Signature = { decoded: DecodedIntent; signature: Hex; key: PasskeyKey | undefined }

/**
 * Checks what can be checked of a signature without trying it: recovers ECDSA, and holds a stated passkey against the
 * member's address. A contract's word is asked by the simulation that follows.
 */
export async function findSigner(relay: Relay, { decoded, signature, key }: Signature): Promise<SignedBy> {
  const { member } = decoded
  const make = key && (await accountToMake(relay, member, key))
  if ('claimKey' in decoded.message) {
    if ((await recover(relay, decoded, signature)) === decoded.message.claimKey) return { by: 'key', ...make }
    throw badSignature(`The claim is not signed by the claim key ${decoded.message.claimKey}.`)
  }
  if ((await recover(relay, decoded, signature)) === member) return { by: 'key', ...make }
  if (make?.make || (await hasCode(relay.client, member))) return { by: 'contract', ours: key !== undefined, ...make }
  throw badSignature(
    `The signature is not by ${member}. Sign with that account, for this hub and chain; ` +
      'for a passkey account that does not exist yet, state its public key.',
  )
}

/** Holds a stated key against the member it is stated for; gives it back where the account still is to be made. */
export async function accountToMake(
  { client, accountFactory }: Relay,
  member: Address,
  key: PasskeyKey,
): Promise<{ make?: PasskeyKey }> {
  if (accountFactory === undefined) {
    const sentence = 'This network makes no passkey accounts. Use a wallet.'
    throw new RelayError('NoAccountFactory', { status: 422, sentence })
  }
  if ((await accountOf(client, accountFactory, key)) !== member) {
    const sentence = `The stated passkey is not the one of the account ${member}. State the key it was made with.`
    throw new RelayError('WrongAccountKey', { status: 422, sentence })
  }
  return (await hasCode(client, member)) ? {} : { make: key }
}

async function recover({ domain }: Relay, decoded: DecodedIntent, signature: Hex): Promise<Address | undefined> {
  if (size(signature) !== 65) return undefined
  try {
    return await recoverAddress({ hash: hashTypedData(typedDataOf(domain, decoded)), signature })
  } catch {
    // No point of the curve: nobody's signature.
    return undefined
  }
}

const badSignature = (sentence: string): RelayError => new RelayError('BadSignature', { status: 422, sentence })

import { BUG, type Sentence, time } from './phrases.ts'

const days = (seconds: unknown): string => `${BigInt(seconds as bigint) / 86_400n} days`
/** A passkey by the beginning of its key, an address whole. */
const signer = (x: unknown, y: unknown): string =>
  BigInt(y as string) === 0n ? `0x${String(x).slice(-40)}` : `the passkey ${String(x).slice(0, 10)}…`

/** Passkey accounts. */
export const accounts: Record<string, Sentence> = {
  InvalidKey: ({ x, y }) => [
    `${x} and ${y} are no public key of a passkey.`,
    'Make the passkey again, with the algorithm ES256.',
  ],
  BadSigner: ({ x, y }) => [`${signer(x, y)} can sign for no account.`, 'Name a passkey, or an address of your own.'],
  AlreadySigner: ({ x, y }) => [`The account is signed for by ${signer(x, y)} already.`, 'There is nothing to add.'],
  NotSigner: ({ x, y }) => [`The account is not signed for by ${signer(x, y)}.`, 'There is nothing to remove.'],
  HoldsRecovery: ({ x, y }) => [
    `The recovery of the account is held by ${signer(x, y)}.`,
    'Name another recovery first: who signs cannot hold it.',
  ],
  TooManySigners: ({ most }) => [
    `Besides its first passkey an account has at most ${most} signers.`,
    'Remove one that is no longer used.',
  ],
  LastSigner: ({ x, y }) => [
    `The account is signed for by ${signer(x, y)} alone.`,
    'Add another passkey before removing this one.',
  ],
  SignatureInvalid: ({ account }) => [
    `The request is not signed by somebody who signs for ${account} now.`,
    'Sign it again, with a passkey of this account.',
  ],
  NonceUsed: ({ nonce }) => [`The request with number ${nonce} was carried out already.`, 'Sign a new one.'],
  BadRecoveryDelay: ({ delay, least, most }) => [
    `A recovery cannot wait ${delay} seconds.`,
    BigInt(most as bigint) === 0n ? 'Who ends the recovery gives no delay.' : `Choose ${days(least)} to ${days(most)}.`,
  ],
  BadRecoveryNonce: ({ nonce, expected }) => [
    `The recovery was signed with number ${nonce}; the next one is ${expected}.`,
    'Sign it again.',
  ],
  NoRecovery: () => ['The account has no recovery.', 'A signer of the account has to name one first.'],
  NoRecoveryPending: () => ['No recovery of the account is pending.', 'There is nothing to cancel or to finish.'],
  RecoveryNotDue: ({ dueAt }) => [`The recovery can be finished from ${time(dueAt)} on.`, 'Wait until then.'],
  AccountUnauthorized: ({ sender }) => [
    `${sender} may not do this to the account.`,
    'Have it signed by a passkey of the account.',
  ],
  UnsupportedExecutionMode: () => ['The account knows single batches of calls only.', 'Use the mode of ERC-7821.'],
  ERC7579DecodingError: () => ['The calls of the account cannot be read.', 'Encode them as ERC-7821 has them.'],
  ERC7579UnsupportedExecType: ({ execType }) => [
    `The account does not know the execution type ${execType}.`,
    'Use the mode of ERC-7821.',
  ],
  OutOfRangeAccess: () => ['The calls of the account are cut off.', BUG],
  CloneArgumentsTooLong: () => ['An account cannot be made with so much in its code.', BUG],
}

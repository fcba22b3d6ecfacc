import type { LocalAccount } from 'viem'
import type { AccountSigner } from '../../../../chain/account/account-signer.ts'

/** A wallet as a signer of an account. */
export function walletSigner(slot: number, wallet: LocalAccount): AccountSigner {
  return { slot, sign: (data) => wallet.signTypedData(data) }
}

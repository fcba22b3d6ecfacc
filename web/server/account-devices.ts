import { type AccountState, readAccount } from './account-state.ts'
import type { Member } from './session.ts'

/** On how many devices an account hangs, and whether somebody can ask for it back. */
export interface AccountDevices {
  signers: number
  recovery: boolean
}

/** An account that is still to be made has the one key that makes it. */
export const devicesOf = (state: AccountState | undefined): AccountDevices => ({
  signers: state?.signers.length ?? 1,
  recovery: state?.recovery.signer !== undefined,
})

/** For the first picture. Undefined for wallets, and where the chain does not answer: the browser asks again. */
export async function memberDevices({ account, kind }: Member): Promise<AccountDevices | undefined> {
  if (kind !== 'passkey') return undefined
  try {
    return devicesOf(await readAccount(account))
  } catch (error) {
    console.warn('The first picture goes without devices:', error instanceof Error ? error.name : 'unknown')
    return undefined
  }
}

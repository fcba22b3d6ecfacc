import type { Address, Hex } from 'viem'
import { passkeySigner } from '../../../chain/account/account-signer.ts'
import { signRecoveryStart } from '../../../chain/account/sign-recovery-start.ts'
import { addressOfSigner } from '../../../chain/account/signer.ts'
import { api } from '../../browser/api.ts'
import { assertPasskey } from '../../flows/passkey.ts'
import type { AccountState } from '../../server/account-state.ts'
import type { PortalConfig } from '../../server/portal-config.ts'
import { newPasskey } from './new-passkey.ts'

interface SignRequestParameters {
  network: PortalConfig
  account: Address
  recovery: AccountState['recovery']
  how: 'wallet' | 'passkey'
  /** What the new passkey is called on this device. */
  name: string
}

/** A request for an account, signed by its recovery, in favour of a passkey made here and now. */
export async function signRequest({ network, account, recovery, how, name }: SignRequestParameters): Promise<unknown> {
  const { rpId, chainId } = network
  const proposed = await newPasskey({ rpId, name, account })
  const { now } = await api<{ now: string }>('/api/chain-time')
  const request = { account, chainId, proposed, nonce: BigInt(recovery.nonce), deadline: BigInt(now) + 270n }
  const signed = await signRecoveryStart(await signOf({ network, recovery, how }), request)
  return { ...signed, nonce: String(signed.nonce), deadline: String(signed.deadline) }
}

type Sign = Parameters<typeof signRecoveryStart>[0]

async function signOf({
  network,
  recovery,
  how,
}: Pick<SignRequestParameters, 'network' | 'recovery' | 'how'>): Promise<Sign> {
  if (how === 'passkey')
    return passkeySigner({ assert: (challenge) => assertPasskey({ challenge, rpId: network.rpId }) }).sign
  const address = recovery.signer && addressOfSigner(recovery.signer)
  if (address === undefined) throw new Error('No wallet is named as recovery of this account.')
  const { askWallet } = await import('../wallet/ask-wallet.ts')
  return async (data): Promise<Hex> => await askWallet({ network, account: address, data })
}

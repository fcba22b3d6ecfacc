import { cache } from 'react'
import type { Address } from 'viem'
import { isDeployed } from '../../chain/account/is-deployed.ts'
import { recoveryOf } from '../../chain/account/recovery-of.ts'
import { type SignerEntry, signersOf } from '../../chain/account/signers-of.ts'
import type { Signer } from '../../chain/account/signer.ts'
import { currentChain } from './network.ts'

/** Who can sign for an account, and who may ask for it; numbers as decimal strings. */
export interface AccountState {
  signers: SignerEntry[]
  recovery: { signer?: Signer; delay: number; nonce: string; pending?: { proposed: Signer; dueAt: string } }
}

/** Asked for once a page; undefined where the account was not made yet. */
export const readAccount = cache(askChain)

async function askChain(account: Address): Promise<AccountState | undefined> {
  const chain = await currentChain()
  if (!(await isDeployed(chain, account))) return undefined
  const [signers, recovery] = await Promise.all([signersOf(chain, { account }), recoveryOf(chain, account)])
  const { pending } = recovery
  return {
    signers,
    recovery: {
      ...(recovery.signer ? { signer: recovery.signer } : {}),
      delay: recovery.delay,
      nonce: String(recovery.nonce),
      ...(pending ? { pending: { proposed: pending.proposed, dueAt: String(pending.dueAt) } } : {}),
    },
  }
}

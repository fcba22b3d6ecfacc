import type { AccountCall } from '../../chain/account/account-operation.ts'
import { freshNonce, signOperation } from '../../chain/account/sign-operation.ts'
import type { PortalConfig } from '../server/portal-config.ts'
import type { Member } from '../server/session.ts'
import type { FlowPart } from './flow-record.ts'
import { memberSigner } from './sign-draft.ts'

interface OperationParameters {
  member: Member
  network: PortalConfig
  calls: readonly AccountCall[]
  deadline: bigint
}

/** Has the member's passkey sign calls of the account to itself; what the relay takes. */
export async function operationPart({ member, network, calls, deadline }: OperationParameters): Promise<FlowPart> {
  const { account, passkey } = member
  const request = { account, chainId: network.chainId, calls, nonce: freshNonce(), deadline }
  const { nonce, signature } = await signOperation(memberSigner(member, network), request)
  const operation = {
    kind: 'execute',
    account,
    calls: calls.map(({ to, value, data }) => ({ to, value: String(value), data })),
    nonce: String(nonce),
    deadline: String(deadline),
    signature,
  }
  const key = passkey?.slot === 0 ? { account: { x: passkey.x, y: passkey.y } } : {}
  return { path: 'account-operations', body: { operation, ...key }, status: 'unsent' }
}

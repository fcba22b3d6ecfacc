import { passkeySigner } from '../../chain/account/account-signer.ts'
import { signAccountIntent } from '../../chain/account/sign-account-intent.ts'
import { type Intent, type IntentMessages, toIntent, typedDataOf } from '../../chain/intents/intent.ts'
import type { Verb } from '../../chain/intents/typed-data.ts'
import type { PortalConfig } from '../server/portal-config.ts'
import type { Member } from '../server/session.ts'
import type { FlowPart } from './flow-record.ts'
import { assertPasskey } from './passkey.ts'
import type { IntentDraft } from './start-flow.ts'

interface SignParameters {
  member: Member
  network: PortalConfig
  draft: IntentDraft
  nonce: bigint
  deadline: bigint
}

/** Has the member sign one verb of the hub, by passkey or wallet. */
export async function signDraft({ member, network, draft, nonce, deadline }: SignParameters): Promise<FlowPart> {
  const { verb } = draft
  const message = { ...draft.message, member: member.account, nonce, deadline } as unknown as IntentMessages[Verb]
  const { domain } = network
  const request = { verb, message } as { verb: Verb; message: IntentMessages[Verb] }
  const intent = await sign({ member, network }, request, domain)
  return { ...intentPart(member, intent, { nonce, deadline }), nonce: String(nonce) }
}

async function sign(
  { member, network }: Pick<SignParameters, 'member' | 'network'>,
  request: { verb: Verb; message: IntentMessages[Verb] },
  domain: PortalConfig['domain'],
): Promise<Intent> {
  if (member.kind === 'wallet') {
    const { signWithWallet } = await import('../features/wallet/sign-with-wallet.ts')
    return toIntent(
      request,
      await signWithWallet({ network, account: member.account, data: typedDataOf(domain, request) }),
    )
  }
  return await signAccountIntent(memberSigner(member, network), { ...request, domain, account: member.account })
}

/** The signed-in passkey as a signer of its account. */
export function memberSigner({ passkey }: Member, { rpId }: PortalConfig) {
  if (!passkey) throw new Error('You signed in without a passkey. Sign in again.')
  const { slot, credentialId } = passkey
  return passkeySigner({ slot, assert: (challenge) => assertPasskey({ challenge, rpId, credentialId }) })
}

/** An intent as the relay takes it; with the key of an account that may still have to be made. */
export function intentPart(
  member: Member,
  intent: Intent,
  times: { nonce?: bigint; deadline?: bigint } = {},
): FlowPart {
  const { nonce, deadline } = times
  const body = {
    intent: {
      verb: intent.verb,
      member: member.account,
      payload: intent.payload,
      signature: intent.signature,
      ...(nonce === undefined ? {} : { nonce: String(nonce) }),
      ...(deadline === undefined ? {} : { deadline: String(deadline) }),
    },
    ...(member.passkey?.slot === 0 ? { account: { x: member.passkey.x, y: member.passkey.y } } : {}),
  }
  return { path: 'intents', body, status: 'unsent' }
}

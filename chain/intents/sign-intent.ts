import type { LocalAccount, TypedDataDomain } from 'viem'
import { type Intent, type IntentRequest, toIntent, typedDataOf } from './intent.ts'
import type { Verb } from './typed-data.ts'

export interface SignIntentParameters<verb extends Verb> extends IntentRequest<verb> {
  domain: TypedDataDomain
}

/** Signs an intent with a key at hand; `getDomain` has the domain. */
export async function signIntent<verb extends Verb>(
  account: LocalAccount,
  { domain, ...request }: SignIntentParameters<verb>,
): Promise<Intent> {
  return toIntent(request, await account.signTypedData(typedDataOf(domain, request)))
}

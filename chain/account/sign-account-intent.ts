import type { Address, TypedDataDefinition, TypedDataDomain } from 'viem'
import { wrapTypedDataSignature } from 'viem/experimental/erc7739'
import { type Intent, type IntentRequest, toIntent, typedDataOf } from '../intents/intent.ts'
import type { Verb } from '../intents/typed-data.ts'
import { accountDomain } from './account-domain.ts'
import { type AccountSigner, signWith } from './account-signer.ts'

export interface AccountIntentParameters<verb extends Verb> extends IntentRequest<verb> {
  /** The hub's; `getDomain` has it. */
  domain: TypedDataDomain
  account: Address
}

/** An intent of a member whose address is an account, signed by one of its signers. */
export async function signAccountIntent<verb extends Verb>(
  signer: AccountSigner,
  { account, domain, ...request }: AccountIntentParameters<verb>,
): Promise<Intent> {
  const data = typedDataOf(domain, request)
  const signature = await signWith(signer, nestTypedData(data, account))
  return toIntent(request, wrapTypedDataSignature({ ...data, signature } as never))
}

/** What a signer of the account signs in place of `data` (ERC-7739): the same, with the account and its chain around it. */
export function nestTypedData(data: TypedDataDefinition, account: Address): TypedDataDefinition {
  const { types, primaryType, message, domain } = data as TypedDataDefinition & { domain: TypedDataDomain }
  return {
    domain,
    types: {
      ...types,
      TypedDataSign: [
        { name: 'contents', type: primaryType },
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
        { name: 'salt', type: 'bytes32' },
      ],
    },
    primaryType: 'TypedDataSign',
    message: { contents: message, ...accountDomain({ account, chainId: domain.chainId ?? 0 }) },
  } as unknown as TypedDataDefinition
}

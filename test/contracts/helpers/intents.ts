import { AbiCoder, concat, TypedDataEncoder, type TypedDataDomain, type TypedDataField } from 'ethers'
import type { Bare } from '../fixture.ts'

/** Anything that can sign typed data: a hardhat signer, a wallet. */
export interface TypedSigner {
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    message: Record<string, unknown>,
  ): Promise<string>
}

export const VERBS = ['Swap', 'Donate', 'Pay', 'Redeem', 'Transfer', 'Lock', 'Unlock', 'CancelNonces', 'Claim'] as const
export type VerbName = (typeof VERBS)[number]
export type Message = Record<string, unknown>

const LEG = 'PayLeg(uint32 brandId,uint256 points)'

/** The EIP-712 struct of each verb, fields in the order a wallet shows them. */
const FIELDS: Record<VerbName, string> = {
  Swap: 'address member,uint32 fromBrandId,uint32 toBrandId,uint256 points,uint256 minPointsOut,uint256 nonce,uint256 deadline',
  Donate: 'address member,uint32 brandId,uint32 causeId,uint256 points,uint256 minValue,uint256 nonce,uint256 deadline',
  Pay: 'address member,uint32 brandId,bytes32 orderReference,PayLeg[] legs,uint256 minValue,uint256 nonce,uint256 deadline',
  Redeem: 'address member,uint32 brandId,uint256 points,bytes32 orderReference,uint256 nonce,uint256 deadline',
  Transfer: 'address member,uint32 brandId,address to,uint256 points,uint256 nonce,uint256 deadline',
  Lock: 'address member,uint32 unlockDelay,uint256 nonce,uint256 deadline',
  Unlock: 'address member,uint256 nonce,uint256 deadline',
  CancelNonces: 'address member,uint256 newBase,uint256 nonce,uint256 deadline',
  Claim: 'uint32 brandId,address claimKey,address to',
}

export interface SignedIntent {
  readonly verb: bigint
  readonly payload: string
  readonly signature: string
}

export function typesOf(verb: VerbName): Record<string, TypedDataField[]> {
  const types = { [verb]: fieldsOf(FIELDS[verb]) }

  return verb === 'Pay' ? { ...types, PayLeg: fieldsOf('uint32 brandId,uint256 points') } : types
}

/** The ABI encoding of the verb's struct. */
export function payloadOf(verb: VerbName, message: Message): string {
  const components = FIELDS[verb].replace('PayLeg[] legs', 'tuple(uint32 brandId,uint256 points)[] legs')

  return AbiCoder.defaultAbiCoder().encode([`tuple(${components})`], [message])
}

export async function domainOf(world: Bare): Promise<TypedDataDomain> {
  const { name, version, chainId, verifyingContract } = await world.hub.eip712Domain()

  return { name, version, chainId, verifyingContract }
}

/** An intent signed by an EOA, or by the owner of an account that accepts plain ERC-1271 signatures. */
export async function signIntent(world: Bare, signer: TypedSigner, verb: VerbName, message: Message) {
  const signature = await signer.signTypedData(await domainOf(world), typesOf(verb), message)

  return intentOf(verb, message, signature)
}

export function intentOf(verb: VerbName, message: Message, signature: string): SignedIntent {
  return { verb: BigInt(VERBS.indexOf(verb)), payload: payloadOf(verb, message), signature }
}

/** An intent signed for an ERC-7739 account: the signature is bound to the account's own domain. */
export async function signNestedIntent(
  world: Bare,
  owner: TypedSigner,
  account: { domain: Required<Pick<TypedDataDomain, 'name' | 'version' | 'chainId' | 'verifyingContract'>> },
  verb: VerbName,
  message: Message,
): Promise<SignedIntent> {
  const domain = await domainOf(world)
  const types = typesOf(verb)
  const nested = {
    ...types,
    TypedDataSign: fieldsOf(
      `${verb} contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt`,
    ),
  }
  const signature = await owner.signTypedData(domain, nested, {
    contents: message,
    ...account.domain,
    salt: `0x${'00'.repeat(32)}`,
  })
  const description = new TextEncoder().encode(typeStringOf(verb))
  const length = new Uint8Array([description.length >> 8, description.length & 255])
  const wrapped = concat([
    signature,
    TypedDataEncoder.hashDomain(domain),
    TypedDataEncoder.hashStruct(verb, types, message),
    description,
    length,
  ])

  return intentOf(verb, message, wrapped)
}

/** The type as EIP-712 encodes it, referenced structs at the end. */
export function typeStringOf(verb: VerbName): string {
  return `${verb}(${FIELDS[verb]})${verb === 'Pay' ? LEG : ''}`
}

function fieldsOf(list: string): TypedDataField[] {
  return list.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')

    return { type, name }
  })
}

import { BaseError, HttpRequestError, type Hex, RpcRequestError, TimeoutError } from 'viem'
import { sendRawTransaction } from 'viem/actions'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'

/** What nodes answer when they have the transaction already, or its nonce is used: the receipt tells the rest. */
const HARMLESS = /already known|already imported|nonce too low|known transaction|replacement transaction underpriced/i

/** What nodes answer that take no transaction which offers less than the base fee of now. */
const TOO_CHEAP = /less than block base fee|fee cap too low|feecaptoolow|max fee per gas too low/i

export type BroadcastResult = 'sent' | 'unreachable' | 'too-cheap'

/** Sends signed bytes; sending them again is harmless. Throws where the chain refuses them. */
export async function broadcast(client: ReadClient, signed: Hex): Promise<BroadcastResult> {
  try {
    await sendRawTransaction(client, { serializedTransaction: signed })
    return 'sent'
  } catch (error) {
    if (HARMLESS.test(messagesOf(error))) return 'sent'
    if (TOO_CHEAP.test(messagesOf(error))) return 'too-cheap'
    if (isUnreachable(error)) return 'unreachable'
    throw asChainError(error, { doing: 'send a transaction' })
  }
}

export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  return error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !== null
}

function messagesOf(error: unknown): string {
  if (!(error instanceof BaseError)) return String(error)
  const rpc = error.walk((cause) => cause instanceof RpcRequestError)
  return `${error.shortMessage} ${error.details} ${rpc instanceof RpcRequestError ? rpc.details : ''}`
}

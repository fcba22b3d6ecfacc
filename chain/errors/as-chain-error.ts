import {
  type Abi,
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  HttpRequestError,
  InsufficientFundsError,
  RawContractError,
  TimeoutError,
  type Hex,
  decodeErrorResult,
} from 'viem'
import { AmountError } from '../codec/decimal.ts'
import { ChainError } from './chain-error.ts'
import { type AbiError, errorAbi } from './error-abi.ts'
import { sentences } from './sentences.ts'
import type { Sentence } from './sentences/phrases.ts'

export interface ErrorContext {
  /** What was being done, as words that follow "Could not". */
  doing: string
}

/** Any failure of a call as the one typed error, with the contract's own words made readable. */
export function asChainError(error: unknown, { doing }: ErrorContext): ChainError {
  if (error instanceof ChainError) return error
  if (error instanceof AmountError) throw error
  const data = revertDataOf(error)
  if (data !== undefined) return fromRevertData(data, error)
  return fromTransport(error, doing)
}

function revertDataOf(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (reverted instanceof ContractFunctionRevertedError && reverted.raw !== undefined) return reverted.raw
  const raw = error.walk((cause) => cause instanceof RawContractError)
  if (!(raw instanceof RawContractError)) return undefined
  return typeof raw.data === 'object' ? raw.data.data : raw.data
}

/** A contract's revert bytes as a sentence; also those an `IntentFailed` event carries. */
export function fromRevertData(data: Hex, cause?: unknown): ChainError {
  try {
    const { errorName, args = [], abiItem } = decodeErrorResult({ abi: errorAbi as unknown as Abi, data })
    const named = nameArguments(abiItem as AbiError, args)
    return new ChainError(errorName, { ...sentenceOf(errorName, named), args: named, cause })
  } catch (undecodable) {
    const sentence = data === '0x' ? 'The contract refused without a reason.' : `The contract refused with ${data}.`
    return new ChainError('UnknownRevert', { sentence, cause: cause ?? undecodable })
  }
}

function nameArguments(item: AbiError, args: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(item.inputs.map((input, index) => [input.name ?? String(index), args[index]]))
}

function sentenceOf(errorName: string, args: Record<string, unknown>): { sentence: string; hint?: string | undefined } {
  const table: Record<string, Sentence> = sentences
  const write = table[errorName]
  if (!write) return { sentence: `The contract refused: ${errorName}.` }
  const [sentence, hint] = write(args)
  return { sentence, hint }
}

function fromTransport(error: unknown, doing: string): ChainError {
  const has = (kind: new (...args: never[]) => Error): boolean =>
    error instanceof BaseError && error.walk((cause) => cause instanceof kind) !== null
  const cause = error
  if (has(HttpRequestError) || has(TimeoutError)) {
    const url = (error as BaseError).walk((inner) => inner instanceof HttpRequestError || inner instanceof TimeoutError)
    const sentence = `Could not ${doing}: no chain answers${at(url)}.`
    return new ChainError('ChainUnreachable', {
      sentence,
      hint: 'Start the network (`npm start`) or give --rpc URL.',
      cause,
    })
  }
  if (has(ContractFunctionZeroDataError)) {
    const sentence = `Could not ${doing}: there is no such contract at that address on this chain.`
    return new ChainError('NoContract', {
      sentence,
      hint: 'Check the hub address and that the RPC is of the right chain.',
      cause,
    })
  }
  if (has(InsufficientFundsError)) {
    const sentence = `Could not ${doing}: the signing key has not enough gas money.`
    return new ChainError('NoGasMoney', {
      sentence,
      hint: 'Send it some ETH; `points key list` shows what each key has.',
      cause,
    })
  }
  const reason =
    error instanceof BaseError ? error.shortMessage : error instanceof Error ? error.message : String(error)
  return new ChainError('CallFailed', { sentence: `Could not ${doing}: ${reason}`, cause })
}

function at(error: unknown): string {
  return error instanceof HttpRequestError ? ` at ${error.url}` : ''
}

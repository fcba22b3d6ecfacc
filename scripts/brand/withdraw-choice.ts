import { cancelWithdrawal } from '../../chain/actions/cancelWithdrawal.ts'
import { executeWithdrawal } from '../../chain/actions/executeWithdrawal.ts'
import { requestWithdrawal } from '../../chain/actions/requestWithdrawal.ts'
import { withdrawRemainder } from '../../chain/actions/withdrawRemainder.ts'
import type { ContractCall } from '../../chain/call.ts'
import type { WriteClient } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import type { SendOptions } from '../cli/options.ts'
import { UsageError } from '../cli/usage-error.ts'

/** One of four steps of taking money out of a reserve. */
export interface WithdrawOptions extends SendOptions {
  request?: bigint
  execute?: boolean
  cancel?: boolean
  remainder?: boolean
}

/** What is to be done, as an imperative. Throws a UsageError unless exactly one thing is asked. */
export function titleOf({ request, execute, cancel, remainder }: WithdrawOptions): string {
  if ([request, execute, cancel, remainder].filter((choice) => choice !== undefined).length !== 1) {
    throw new UsageError('Choose one of --request USD, --execute, --cancel, --remainder.')
  }
  if (request !== undefined) return 'Request a withdrawal'
  if (execute) return 'Execute the withdrawal'
  return cancel ? 'Cancel the withdrawal' : 'Withdraw the remainder'
}

export function callOf(
  client: WriteClient,
  brandId: number,
  { request, execute, cancel }: WithdrawOptions,
): ContractCall {
  if (request !== undefined) return requestWithdrawal(client, { brandId, amount: request })
  if (execute) return executeWithdrawal(client, { brandId })
  return cancel ? cancelWithdrawal(client, { brandId }) : withdrawRemainder(client, { brandId })
}

/** The amount concerned: the new one, or that of the request under way. */
export function askedOf({ request, remainder }: WithdrawOptions, before: bigint | undefined): string | undefined {
  if (remainder) return undefined
  const asked = request ?? before
  return asked === undefined ? undefined : formatMoney(asked)
}

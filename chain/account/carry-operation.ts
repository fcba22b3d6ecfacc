import type { ContractCall } from '../call.ts'
import { memberAccountAbi } from '../generated/abis.ts'
import type { AccountOperation } from './account-operation.ts'

/** The transaction that carries a signed request to its account. Anyone. */
export function carryOperation(operation: AccountOperation): ContractCall {
  const call = { address: operation.account, abi: memberAccountAbi }
  switch (operation.kind) {
    case 'execute': {
      const { calls, nonce, deadline, signature } = operation
      return { ...call, functionName: 'executeSigned', args: [calls, nonce, deadline, signature] }
    }
    case 'start-recovery': {
      const { proposed, nonce, deadline, signature } = operation
      return { ...call, functionName: 'startRecovery', args: [proposed, nonce, deadline, signature] }
    }
    case 'finish-recovery':
      return { ...call, functionName: 'finishRecovery', args: [] }
  }
}

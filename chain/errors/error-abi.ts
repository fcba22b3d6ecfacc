import { type Abi, type AbiParameter, parseAbi } from 'viem'
import {
  accessManagerAbi,
  causeRegistryAbi,
  clearingHubAbi,
  devStablecoinAbi,
  memberAccountAbi,
  memberAccountFactoryAbi,
  pointsTokenAbi,
} from '../generated/abis.ts'

/** Errors of libraries that reach a caller though no interface of ours lists them. */
const foreignErrors = parseAbi([
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC20InvalidReceiver(address receiver)',
  'error ERC20InvalidSender(address sender)',
  'error ERC20InvalidApprover(address approver)',
  'error ERC20InvalidSpender(address spender)',
  'error AccessManagedUnauthorized(address caller)',
  'error AccessManagedRequiredDelay(address caller, uint32 delay)',
  'error AccessManagedInvalidAuthority(address authority)',
  'error SafeERC20FailedOperation(address token)',
  'error ReentrancyGuardReentrantCall()',
])

export interface AbiError {
  type: 'error'
  name: string
  inputs: readonly AbiParameter[]
}

const isError = (item: { type: string }): item is AbiError => item.type === 'error'

/** Every custom error a caller of the network can meet. A hub's revert may carry a token's error, so they are one table. */
export const errorAbi: AbiError[] = [
  clearingHubAbi,
  pointsTokenAbi,
  causeRegistryAbi,
  memberAccountAbi,
  memberAccountFactoryAbi,
  accessManagerAbi,
  devStablecoinAbi,
  foreignErrors,
]
  .flatMap((abi) => (abi as Abi).filter(isError))
  .filter((error, index, all) => all.findIndex((other) => signatureOf(other) === signatureOf(error)) === index)

function signatureOf({ name, inputs }: AbiError): string {
  return `${name}(${inputs.map((input) => input.type).join()})`
}

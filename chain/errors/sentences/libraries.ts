import { sayBrand, type Sentence, BUG, points } from './phrases.ts'

/** OpenZeppelin and the compiler. */
export const libraries: Record<string, Sentence> = {
  ERC20InsufficientBalance: ({ sender, balance, needed }) => [
    `${sender} has ${points(balance)}; ${points(needed)} are needed.`,
    '`points member balance` shows what is there.',
  ],
  ERC20InsufficientAllowance: ({ allowance, needed }) => [
    `The hub may take ${allowance} µUSD; ${needed} are needed.`,
    'Approve it first.',
  ],
  ERC20InvalidReceiver: ({ receiver }) => [`${receiver} cannot receive.`, 'Give another address.'],
  ERC20InvalidSender: ({ sender }) => [`${sender} cannot send.`, 'Give another address.'],
  ERC20InvalidApprover: ({ approver }) => [`${approver} cannot approve.`, 'Give another address.'],
  ERC20InvalidSpender: ({ spender }) => [`${spender} cannot spend.`, 'Give another address.'],
  AccessManagedUnauthorized: ({ caller }) => [
    `${caller} has no network role that allows this.`,
    'Sign with the operator or guardian key (--as KEY); `points network roles` shows who they are.',
  ],
  AccessManagedRequiredDelay: ({ delay }) => [
    `This must be scheduled ${delay} seconds ahead.`,
    'Schedule it in the access manager first.',
  ],
  AccessManagedInvalidAuthority: ({ authority }) => [`${authority} is no access manager.`, 'Give the address of one.'],
  SafeERC20FailedOperation: ({ token }) => [
    `The stablecoin ${token} refused the transfer.`,
    'Check balance, allowance, and whether it is paused or blocks an address.',
  ],
  AddressEmptyCode: ({ target }) => [`There is no contract at ${target}.`, 'Check the address.'],
  FailedCall: () => [
    'A call to another contract failed without a reason.',
    'Check that it is the contract it should be.',
  ],
  FailedDeployment: () => ['A contract could not be deployed.', 'Give more gas.'],
  Create2EmptyBytecode: () => ['A contract without code cannot be deployed.', BUG],
  Create3EmptyBytecode: () => ['A contract without code cannot be deployed.', BUG],
  InsufficientBalance: ({ balance, needed }) => [`The contract has ${balance} wei; ${needed} are needed.`, BUG],
  InvalidShortString: () => ['A text is longer than its field.', 'Use at most 31 bytes.'],
  StringTooLong: ({ str }) => [`"${str}" is longer than its field.`, 'Use at most 31 bytes.'],
  SafeCastOverflowedUintDowncast: ({ bits, value }) => [
    `The number ${value} does not fit ${bits} bits.`,
    'Use a smaller one.',
  ],
  AlreadyInitialized: ({ brandId }) => [`${sayBrand(brandId)} has its first terms already.`, 'Announce new ones.'],
  DevelopmentOnly: ({ chainId }) => [
    `The dev stablecoin exists on local chains only, not on chain ${chainId}.`,
    'Use the stablecoin of the network.',
  ],
  ReentrancyGuardReentrantCall: () => ['The call came back into the hub while it was at work.', BUG],
  AccessManagerAlreadyScheduled: () => ['This operation is scheduled already.', 'Wait until it is due.'],
  AccessManagerNotScheduled: () => ['This operation is not scheduled.', 'Schedule it first.'],
  AccessManagerNotReady: () => ['This operation is scheduled but not due yet.', 'Wait until it is.'],
  AccessManagerExpired: () => ['This operation was scheduled, but its time is over.', 'Schedule it again.'],
  AccessManagerLockedRole: ({ roleId }) => [`Role ${roleId} cannot be changed.`, 'Choose another role.'],
  AccessManagerLockedFunction: () => ['This function cannot be re-assigned.', 'Choose another.'],
  AccessManagerBadConfirmation: () => ['A role is renounced only by its holder.', 'Sign with that account.'],
  AccessManagerInvalidInitialAdmin: () => ['The network needs an admin.', 'Give an address that is not zero.'],
  AccessManagerUnauthorizedAccount: ({ msgsender }) => [
    `${msgsender} does not hold the network role this needs.`,
    'Sign with the admin of the network (--as KEY).',
  ],
  AccessManagerUnauthorizedCall: ({ caller }) => [
    `${caller} may not make this call.`,
    'Sign with an account whose role allows it.',
  ],
  AccessManagerUnauthorizedCancel: ({ msgsender }) => [
    `${msgsender} may not cancel this.`,
    'Sign with its caller, admin or guardian.',
  ],
  AccessManagerUnauthorizedConsume: () => ['Only the contract concerned may use up a scheduled operation.', BUG],
}

/** What the compiler itself reverts with. */
export const arithmetic: Record<string, Sentence> = {
  Panic: ({ 0: code }) => [`The contract stopped on an internal check (panic ${code}).`, BUG],
  Error: ({ 0: reason }) => [`The contract refused: ${reason}.`],
}

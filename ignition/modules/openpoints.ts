import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { toFunctionSelector } from 'viem'

/** Roles of a network in its AccessManager. Role 0 is OpenZeppelin's admin, which grants all others. */
export const OPERATOR_ROLE = 1n
export const GUARDIAN_ROLE = 2n

/** Ten days, in seconds: the shortest notice a public network may have. */
export const DEFAULT_NOTICE = 864_000n

const OPERATOR_OF_HUB = ['function admit(string,address)']
const GUARDIAN_OF_HUB = ['function pause(uint256)', 'function unpause()']
const OPERATOR_OF_REGISTRY = [
  'function addCause(string,string,address,bytes32)',
  'function setActive(uint32,bool)',
  'function proposePayout(uint32,address)',
  'function applyPayout(uint32)',
]

const selectors = (signatures: string[]) => signatures.map((signature) => toFunctionSelector(signature))

/**
 * The one description of a network that tests, the local node and a public network share.
 *
 * Parameters: `stablecoin` (address of the coin behind all points; see `development-coin.ts` for the local one),
 * `operator` (admits brands and causes; default the deployer), `guardian` (pauses; default the deployer), `notice` (seconds;
 * default ten days). The deployer stays admin of the roles until `handover.ts` is run.
 */
export default buildModule('Openpoints', (m) => {
  const deployer = m.getAccount(0)
  const stablecoin = m.getParameter('stablecoin')
  const operator = m.getParameter('operator', deployer)
  const guardian = m.getParameter('guardian', deployer)
  const notice = m.getParameter('notice', DEFAULT_NOTICE)

  const accessManager = m.contract('AccessManager', [deployer])
  const causeRegistry = m.contract('CauseRegistry', [accessManager])
  const hub = m.contract('ClearingHub', [accessManager, stablecoin, causeRegistry, notice])
  m.call(causeRegistry, 'connect', [hub])

  const open = (id: string, target: typeof hub | typeof causeRegistry, signatures: string[], role: bigint) =>
    m.call(accessManager, 'setTargetFunctionRole', [target, selectors(signatures), role], { id })
  open('OperatorOfHub', hub, OPERATOR_OF_HUB, OPERATOR_ROLE)
  open('GuardianOfHub', hub, GUARDIAN_OF_HUB, GUARDIAN_ROLE)
  open('OperatorOfRegistry', causeRegistry, OPERATOR_OF_REGISTRY, OPERATOR_ROLE)
  m.call(accessManager, 'labelRole', [OPERATOR_ROLE, 'operator'], { id: 'LabelOperator' })
  m.call(accessManager, 'labelRole', [GUARDIAN_ROLE, 'guardian'], { id: 'LabelGuardian' })
  m.call(accessManager, 'grantRole', [OPERATOR_ROLE, operator, 0], { id: 'GrantOperator' })
  const last = m.call(accessManager, 'grantRole', [GUARDIAN_ROLE, guardian, 0], { id: 'GrantGuardian' })
  // After everything else: a network's other addresses do not depend on it.
  const accountFactory = m.contract('MemberAccountFactory', [], { after: [last] })

  return { accessManager, causeRegistry, hub, accountFactory }
})

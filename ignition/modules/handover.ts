import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { GUARDIAN_ROLE, OPERATOR_ROLE } from './openpoints.ts'

const ADMIN_ROLE = 0n

/**
 * Hands the network's three roles over and takes them from the deployer, for good.
 *
 * Parameters: `accessManager`; `admin` (a multi-signature account: grants and revokes roles), `operator` and `guardian` (they
 * may be the same). Who else was operator or guardian stays so.
 */
export default buildModule('Handover', (m) => {
  const accessManager = m.contractAt('AccessManager', m.getParameter('accessManager'))
  const grant = (name: string, role: bigint) =>
    m.call(accessManager, 'grantRole', [role, m.getParameter(name), 0], { id: `Grant_${name}` })
  const granted = [grant('operator', OPERATOR_ROLE), grant('guardian', GUARDIAN_ROLE), grant('admin', ADMIN_ROLE)]

  for (const [name, role] of [
    ['operator', OPERATOR_ROLE],
    ['guardian', GUARDIAN_ROLE],
    ['admin', ADMIN_ROLE],
  ] as const)
    m.call(accessManager, 'renounceRole', [role, m.getAccount(0)], { id: `Renounce_${name}`, after: granted })
  return { accessManager }
})

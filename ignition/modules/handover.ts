import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'

const ADMIN_ROLE = 0n

/**
 * Hands the network's roles to `admin` (a multi-signature account) and takes them from the deployer, for good.
 *
 * Parameters: `accessManager` (address), `admin` (address).
 */
export default buildModule('Handover', (m) => {
  const accessManager = m.contractAt('AccessManager', m.getParameter('accessManager'))
  const granted = m.call(accessManager, 'grantRole', [ADMIN_ROLE, m.getParameter('admin'), 0])
  m.call(accessManager, 'renounceRole', [ADMIN_ROLE, m.getAccount(0)], { after: [granted] })
  return { accessManager }
})

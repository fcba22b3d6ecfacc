import { expect } from 'chai'
import handover from '../../../ignition/modules/handover.ts'
import { GUARDIAN_ROLE, OPERATOR_ROLE } from '../../../ignition/modules/openpoints.ts'
import { freshWorld } from '../fixture.ts'

describe('Handover', () => {
  it('leaves the deployer none of the three roles', async () => {
    const { manager, connection, deployer, alice, bob, carol, hub, stranger } = await freshWorld()
    await manager.connect(deployer).grantRole(OPERATOR_ROLE, deployer, 0n)
    await manager.connect(deployer).grantRole(GUARDIAN_ROLE, deployer, 0n)

    await connection.ignition.deploy(handover, {
      parameters: {
        Handover: {
          accessManager: await manager.getAddress(),
          admin: alice.address,
          operator: bob.address,
          guardian: carol.address,
        },
      },
      defaultSender: deployer.address,
    })

    for (const [role, holder] of [
      [0n, alice],
      [OPERATOR_ROLE, bob],
      [GUARDIAN_ROLE, carol],
    ] as const) {
      expect(await manager.hasRole(role, deployer)).to.deep.equal([false, 0n])
      expect(await manager.hasRole(role, holder)).to.deep.equal([true, 0n])
    }
    await expect(hub.connect(deployer).admit('late-brand', stranger))
      .to.be.revertedWithCustomError(hub, 'AccessManagedUnauthorized')
      .withArgs(deployer)
    await expect(hub.connect(bob).admit('new-brand', stranger)).to.emit(hub, 'BrandAdmitted')
  })
})

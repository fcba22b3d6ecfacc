import type { PointsToken } from '../../../types/ethers-contracts/index.ts'
import type { Bare, Signer } from '../fixture.ts'
import { points } from './units.ts'

export interface TermsPlan {
  readonly rate: bigint
  readonly spreadBps: bigint
  readonly promisePercent: bigint
  readonly life: bigint
}

export interface BrandPlan {
  readonly code: string
  readonly name: string
  readonly symbol: string
  readonly terms: TermsPlan
  readonly neverExpires?: boolean
}

export interface Brand {
  readonly id: bigint
  readonly token: PointsToken
  readonly owner: Signer
  readonly minter: Signer
  readonly rateSetter: Signer
  readonly treasurer: Signer
}

interface Staff {
  readonly owner: Signer
  readonly minter?: Signer
  readonly rateSetter?: Signer
  readonly treasurer?: Signer
  readonly reserve?: bigint
  /** Of the minter, for minting and for taking back, in 0.01 point a day. */
  readonly quota?: bigint
}

export const ROLES = { OWNER: 1n, MINTER: 2n, RATE_SETTER: 4n, TREASURER: 8n, ALL: 15n }
export const DAILY_QUOTA = points('10000000')
export const CLAIM_QUOTA = points('1000000')

/** Admits and creates a brand, hands out its roles and quotas, funds its reserve. Who is not named is the owner. */
export async function createBrand(world: Bare, plan: BrandPlan, staff: Staff): Promise<Brand> {
  const { hub, operator } = world
  const { owner, minter = owner, rateSetter = owner, treasurer = owner, reserve = 0n, quota = DAILY_QUOTA } = staff
  await hub.connect(operator).admit(plan.code, owner)
  await hub.connect(owner).createBrand(plan.code, plan.name, plan.symbol, plan.terms, plan.neverExpires ?? false)
  const id = await hub.brandIdOf(plan.code)
  const token = (await world.tokenOf(id)).connect(owner)
  await grant(token, [
    [minter, ROLES.MINTER],
    [rateSetter, ROLES.RATE_SETTER],
    [treasurer, ROLES.TREASURER],
    [owner, ROLES.OWNER],
  ])
  await token.setQuotas(minter, quota, quota)
  await token.setClaimQuota(CLAIM_QUOTA)
  if (reserve > 0n) await fund(world, { id }, reserve)

  return { id, token, owner, minter, rateSetter, treasurer }
}

/** Money from outside into a brand's reserve. */
export async function fund(world: Bare, brand: Pick<Brand, 'id'>, amount: bigint): Promise<void> {
  const { stablecoin, hub, deployer } = world
  await stablecoin.connect(deployer).mint(deployer, amount)
  await stablecoin.connect(deployer).approve(hub, amount)
  await hub.connect(deployer).deposit(brand.id, amount)
}

async function grant(token: PointsToken, grants: [Signer, bigint][]): Promise<void> {
  const roles = new Map<Signer, bigint>()
  for (const [account, role] of grants) roles.set(account, (roles.get(account) ?? 0n) | role)
  for (const [account, bits] of roles) {
    if ((await token.rolesOf(account)) !== bits) await token.setRoles(account, bits)
  }
}

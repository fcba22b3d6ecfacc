import { network } from 'hardhat'
import developmentCoin from '../../ignition/modules/development-coin.ts'
import openpoints from '../../ignition/modules/openpoints.ts'
import type {
  AccessManager,
  CauseRegistry,
  ClearingHub,
  DevStablecoin,
  MemberAccountFactory,
  PointsToken,
} from '../../types/ethers-contracts/index.ts'
import { createBrand, type Brand, type BrandPlan } from './helpers/brands.ts'
import { mint } from './helpers/minting.ts'
import { DAY, EPOCH } from './helpers/times.ts'
import { points, usd, usdPerPoint } from './helpers/units.ts'

export type Connection = Awaited<ReturnType<typeof network.create>>
export type Signer = Awaited<ReturnType<Connection['ethers']['getSigners']>>[number]

const ACTORS = [
  'deployer',
  'operator',
  'guardian',
  'relay',
  'stranger',
  'alice',
  'bob',
  'carol',
  'dave',
  'reefPayout',
  'forestPayout',
  'cafeOwner',
  'cafeMinter',
  'cafeRateSetter',
  'cafeTreasurer',
  'airlineOwner',
  'airlineMinter',
  'gymOwner',
  'gymMinter',
  'bookshopOwner',
] as const

type Actors = Record<(typeof ACTORS)[number], Signer>

/** The hub of one network and who works it; nobody has joined yet. */
export interface Bare extends Actors {
  readonly connection: Connection
  readonly ethers: Connection['ethers']
  readonly time: Connection['networkHelpers']['time']
  readonly hub: ClearingHub
  readonly causeRegistry: CauseRegistry
  readonly manager: AccessManager
  readonly stablecoin: DevStablecoin
  readonly accountFactory: MemberAccountFactory
  tokenOf(brandId: bigint): Promise<PointsToken>
}

/**
 * Four brands, two causes, four members. The café's roles are in four hands; the airline and the gym have a minter of
 * their own; the bookshop's points never expire; the gym promises half and holds exactly that.
 */
export interface World extends Bare {
  readonly cafe: Brand
  readonly airline: Brand
  readonly bookshop: Brand
  readonly gym: Brand
  readonly reef: bigint
  readonly forest: bigint
}

export const CAFE: BrandPlan = {
  code: 'cafe-uno',
  name: 'Café Uno beans',
  symbol: 'BEAN',
  terms: { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 100n, life: 2n },
}
export const AIRLINE: BrandPlan = {
  code: 'airline',
  name: 'Airline miles',
  symbol: 'MILE',
  terms: { rate: usdPerPoint('0.01'), spreadBps: 200n, promisePercent: 100n, life: 3n },
}
export const BOOKSHOP: BrandPlan = {
  code: 'bookshop',
  name: 'Bookshop pages',
  symbol: 'PAGE',
  terms: { rate: usdPerPoint('0.02'), spreadBps: 100n, promisePercent: 100n, life: 5n },
  neverExpires: true,
}
export const GYM: BrandPlan = {
  code: 'gym',
  name: 'Gym reps',
  symbol: 'REP',
  terms: { rate: usdPerPoint('0.05'), spreadBps: 0n, promisePercent: 50n, life: 1n },
}

let connecting: Promise<Connection> | undefined
let connectingOthers: Promise<Connection> | undefined

/** One simulated chain for all files: what it deploys once, every test goes back to. */
export async function freshWorld(): Promise<World> {
  connecting ??= network.create()
  const { networkHelpers } = await connecting

  return networkHelpers.loadFixture(openWorld)
}

/** What `open` makes on a second chain, which is there for networks over other coins. */
export async function otherWorld<T>(open: (connection: Connection) => Promise<T>): Promise<T> {
  connectingOthers ??= network.create()
  const { networkHelpers } = await connectingOthers

  return networkHelpers.loadFixture(open)
}

/** Ten days into an epoch. */
export async function openWorld(connection: Connection): Promise<World> {
  const bare = await deployNetwork(connection)
  const { cafeOwner, cafeMinter, cafeRateSetter, cafeTreasurer, airlineOwner, airlineMinter } = bare
  const { gymOwner, gymMinter, bookshopOwner, alice, bob, carol } = bare
  const cafe = await createBrand(bare, CAFE, {
    owner: cafeOwner,
    minter: cafeMinter,
    rateSetter: cafeRateSetter,
    treasurer: cafeTreasurer,
    reserve: usd('1000'),
  })
  const airline = await createBrand(bare, AIRLINE, { owner: airlineOwner, minter: airlineMinter, reserve: usd('1000') })
  const bookshop = await createBrand(bare, BOOKSHOP, { owner: bookshopOwner, reserve: usd('500') })
  const gym = await createBrand(bare, GYM, { owner: gymOwner, minter: gymMinter, reserve: usd('100') })
  const reef = await addCause(bare, 'Reef Trust', 'GB-1', bare.reefPayout)
  const forest = await addCause(bare, 'Forest Fund', 'GB-2', bare.forestPayout)
  await mint(cafe, [
    [alice, points('1000')],
    [bob, points('500')],
  ])
  await mint(airline, [[alice, points('10000')]])
  await mint(bookshop, [[alice, points('1000')]])
  await mint(gym, [[carol, points('4000')]])

  return { ...bare, cafe, airline, bookshop, gym, reef, forest }
}

/** The network's contracts as everybody deploys them, over the development coin or any other. */
export async function deployNetwork(connection: Connection, coin?: string): Promise<Bare> {
  const { ethers, networkHelpers, ignition } = connection
  const { time } = networkHelpers
  const signers = await ethers.getSigners()
  const actors = Object.fromEntries(ACTORS.map((name, i) => [name, signers[i]])) as Actors
  await time.increaseTo((BigInt(await time.latest()) / EPOCH + 1n) * EPOCH + 10n * DAY)
  const stablecoin = coin ?? (await (await ignition.deploy(developmentCoin)).stablecoin.getAddress())
  const { operator, guardian } = actors
  const deployed = await ignition.deploy(openpoints, {
    parameters: { Openpoints: { stablecoin, operator: operator.address, guardian: guardian.address } },
  })
  const hub = await ethers.getContractAt('ClearingHub', await deployed.hub.getAddress())

  return {
    ...actors,
    connection,
    ethers,
    time,
    hub,
    causeRegistry: await ethers.getContractAt('CauseRegistry', await deployed.causeRegistry.getAddress()),
    manager: await ethers.getContractAt('AccessManager', await deployed.accessManager.getAddress()),
    stablecoin: await ethers.getContractAt('DevStablecoin', stablecoin),
    accountFactory: await ethers.getContractAt('MemberAccountFactory', await deployed.accountFactory.getAddress()),
    tokenOf: async (brandId) => ethers.getContractAt('PointsToken', await hub.tokenOf(brandId)),
  }
}

export async function addCause(bare: Bare, name: string, registration: string, payout: Signer): Promise<bigint> {
  const { causeRegistry, operator, ethers } = bare
  await causeRegistry.connect(operator).addCause(name, registration, payout, ethers.id(name))

  return causeRegistry.causeCount()
}

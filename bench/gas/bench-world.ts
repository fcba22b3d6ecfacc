import { type ContractTransactionResponse, keccak256, toUtf8Bytes, Wallet, ZeroHash } from 'ethers'
import { network } from 'hardhat'
import type { TypedDataDomain } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { type Bare, deployNetwork } from '../../test/contracts/fixture.ts'
import { createBrand, type Brand } from '../../test/contracts/helpers/brands.ts'
import { mint } from '../../test/contracts/helpers/minting.ts'
import type { MintedBatch } from '../../test/contracts/helpers/credits.ts'
import { DAY } from '../../test/contracts/helpers/times.ts'
import { points, usd, usdPerPoint } from '../../test/contracts/helpers/units.ts'

/** A deadline that is never over and has the same number of zero bytes on every run. */
export const DEADLINE = 2n ** 32n - 1n
const BRANDS = 9
const BATCH = 500

/** A network of nine brands that all accept each other, and a cause that was given to before. */
export interface BenchWorld extends Bare {
  readonly reef: bigint
  readonly brands: readonly Brand[]
  readonly a: Brand
  readonly b: Brand
}

/** Always the same chain at the same times, so that the same code costs the same gas. */
export async function openBenchWorld(): Promise<BenchWorld> {
  const connection = await network.create({
    network: 'default',
    override: { initialDate: '2027-01-01T00:00:00Z', allowBlocksWithSameTimestamp: true },
  })
  const world = await deployNetwork(connection)
  const brands: Brand[] = []
  for (let i = 0; i < BRANDS; i++) {
    const letter = String.fromCharCode(97 + i)
    const terms = { rate: usdPerPoint(`0.0${i + 1}`), spreadBps: 100n, promisePercent: 100n, life: 3n }
    brands.push(
      await createBrand(
        world,
        { code: `bench-${letter}`, name: `Bench ${letter}`, symbol: `B${letter}`, terms },
        { owner: world.bookshopOwner, reserve: usd('1000000') },
      ),
    )
  }
  const [a, b] = brands
  if (a === undefined || b === undefined) throw new Error('There are no brands.')
  const { hub, alice } = world
  const reef = 1n
  await world.causeRegistry.connect(world.operator).addCause('Reef Trust', 'GB-1', world.reefPayout, ZeroHash)
  await mint(a, [[alice, points('100')]])
  await hub.connect(alice).donate(a.id, reef, points('10'), 1n, DEADLINE)

  return { ...world, reef, brands, a, b }
}

/** One key, for sending and for signing. */
export interface Member {
  readonly wallet: Wallet
  readonly account: PrivateKeyAccount
}

/** `count` accounts of their own with ether, the same on every run. */
export async function makeMembers(world: BenchWorld, label: string, count: number): Promise<Member[]> {
  const members = Array.from({ length: count }, (_, i) => {
    const key = keccak256(toUtf8Bytes(`${label} ${i}`)) as `0x${string}`

    return { wallet: new Wallet(key, world.ethers.provider), account: privateKeyToAccount(key) }
  })
  for (const { wallet } of members) await world.connection.networkHelpers.setBalance(wallet.address, 10n ** 19n)

  return members
}

/** Addresses nobody needs a key for. */
export function makeAddresses(label: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `0x${keccak256(toUtf8Bytes(`${label} ${i}`)).slice(-40)}`)
}

/** Credits all of them, in batches, an hour before anything is measured. */
export async function give(
  world: BenchWorld,
  brand: Brand,
  members: readonly (Member | string)[],
  amount = points('100'),
): Promise<MintedBatch[]> {
  const batches: MintedBatch[] = []
  for (let i = 0; i < members.length; i += BATCH) {
    await tick(world)
    batches.push(
      await mint(
        brand,
        members.slice(i, i + BATCH).map((member) => [addressOf(member), amount]),
      ),
    )
  }

  return batches
}

/** The next block is a minute after the last one, whatever the wall clock says. */
export async function tick(world: BenchWorld, seconds = 60n): Promise<void> {
  await world.time.setNextBlockTimestamp(BigInt(await world.time.latest()) + seconds)
}

/** A day passes, and every quota is full again. */
export async function nextDay(world: BenchWorld): Promise<void> {
  await world.time.increaseTo(BigInt(await world.time.latest()) + DAY)
}

/** Waits for a transaction that is not measured. */
export async function settle(sent: Promise<ContractTransactionResponse>): Promise<void> {
  await (await sent).wait()
}

/** The hub's EIP-712 domain. */
export async function domainOf(world: BenchWorld): Promise<TypedDataDomain> {
  const { name, version, chainId, verifyingContract } = await world.hub.eip712Domain()

  return { name, version, chainId, verifyingContract: verifyingContract as `0x${string}` }
}

function addressOf(member: Member | string): string {
  return typeof member === 'string' ? member : member.wallet.address
}

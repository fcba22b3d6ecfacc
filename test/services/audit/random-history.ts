import { keccak256, toHex } from 'viem'
import { pointsTokenAbi } from './chain.ts'
import type { Chain } from './chain.ts'
import { ALBA, BORA, CORA, foundBrands, foundCauses, members, verbsOf } from './history.ts'
import type { Batch, Verbs } from './history.ts'

const DAY = 86_400
const FOREVER = 1n << 60n
const WHOLE = 10n ** 18n
const BRANDS = [ALBA, BORA, CORA] as const
const LIVES = { [ALBA]: 2, [BORA]: 1, [CORA]: 5 }

type Terms = { rate: number; spreadBps: number; promisePercent: number; life: number }
type Random = (below: number) => number
type Payments = Awaited<ReturnType<Verbs['pay']>>[]
type World = {
  chain: Chain
  v: Verbs
  random: Random
  batches: { brandId: number; batch: Batch }[]
  payments: Payments
  step: number
}

/** The same numbers for the same seed. */
function randomOf(seed: string): Random {
  let state = keccak256(toHex(seed))
  return (below) => {
    state = keccak256(state)
    return Number(BigInt(state) % BigInt(below))
  }
}

const pick = <item>(random: Random, list: readonly item[]): item => list[random(list.length)] as item

async function mint({ v, random, batches }: World): Promise<void> {
  const brandId = pick(random, BRANDS)
  const credits = members
    .filter(() => random(2) === 0)
    .map((one) => ({ member: v.member(one), points: BigInt(1 + random(900_00)) }))
  if (credits.length > 0) batches.push({ brandId, batch: await v.mint(brandId, credits, LIVES[brandId]) })
}

async function reverse({ v, random, batches }: World): Promise<void> {
  if (batches.length === 0) return
  const { brandId, batch } = pick(random, batches)
  const credit = pick(random, batch.credits)
  const total = BigInt(1 + random(Number(BigInt(`0x${credit.slice(42)}`))))
  await v.reverse(brandId, batch, [{ member: credit.slice(0, 42) as `0x${string}`, total }])
}

async function pay({ v, random, payments, step }: World): Promise<void> {
  const legs = BRANDS.filter(() => random(2) === 0).map((brandId) => [brandId, BigInt(1 + random(90_00))] as const)
  payments.push(await v.pay(pick(random, members), pick(random, BRANDS), `random order ${step}`, legs))
}

async function refund({ v, random, payments }: World): Promise<void> {
  if (payments.length > 0) await v.refund(pick(random, payments), (WHOLE * BigInt(1 + random(7))) / 7n)
}

async function announce({ chain, v, random }: World): Promise<void> {
  const brandId = pick(random, BRANDS)
  const brand = await chain.read<{ terms: Terms }>(chain.tokenOf(brandId), pointsTokenAbi, 'brand')
  const rate = Math.floor((brand.terms.rate * (80 + random(40))) / 100)
  const terms = { ...brand.terms, rate, spreadBps: random(200), promisePercent: 5 + 5 * random(6) }
  await v.token(brandId, brandId, 'announceTerms', terms, FOREVER)
}

/** Takes out all that the promise leaves free, so that what follows is pro rata. */
async function drain({ chain, v, random }: World): Promise<void> {
  const brandId = pick(random, BRANDS)
  await v.hub(brandId, 'requestWithdrawal', brandId, 10_000_000_000n)
  await chain.travel(10 * DAY)
  await v.hub(brandId, 'withdraw', brandId)
}

const swap = ({ v, random }: World) => {
  const points = BigInt(1 + random(300_00))
  return v.hub(pick(random, members), 'swap', pick(random, BRANDS), pick(random, BRANDS), points, 0n, FOREVER)
}

const verbs: readonly ((world: World) => Promise<unknown>)[] = [
  mint,
  mint,
  reverse,
  pay,
  pay,
  refund,
  refund,
  announce,
  swap,
  swap,
  swap,
  ({ v, random }) =>
    v.hub(pick(random, members), 'donate', pick(random, BRANDS), 1 + random(2), BigInt(1 + random(50_00)), 0n, FOREVER),
  ({ v, random }) =>
    v.token(
      pick(random, BRANDS),
      pick(random, members),
      'transfer',
      v.member(pick(random, members)),
      BigInt(random(200_00)),
    ),
  ({ v, random }) =>
    v.token(pick(random, BRANDS), pick(random, members), 'redeem', BigInt(1 + random(20_00)), keccak256('0x')),
  ({ v, random }) => v.token(pick(random, BRANDS), 0, 'sweep', members.map(v.member)),
  ({ v, random }) => v.deposit(pick(random, BRANDS), BigInt(1 + random(300_000_000))),
  drain,
  drain,
  ({ chain, random }) => chain.travel(random(30) * DAY),
  ({ chain, random }) => chain.travel(random(120) * DAY),
]

/** Brands that promise little and pay most of it out: every exit is pro rata. Steps that the contracts refuse are counted. */
export async function makeRandomHistory(
  chain: Chain,
  { seed, steps }: { seed: string; steps: number },
): Promise<{ done: number }> {
  const v = verbsOf(chain)
  await foundBrands(v)
  await foundCauses(chain, v)
  const random = randomOf(seed)
  const world: World = { chain, v, random, batches: [], payments: [], step: 0 }
  let done = 0
  for (; world.step < steps; world.step++) {
    try {
      await pick(random, verbs)(world)
      done++
    } catch (error) {
      // A random step is often one that the rules refuse; anything else is a failure.
      if (!(error instanceof Error) || error.name !== 'ContractFunctionExecutionError') throw error
    }
  }
  return { done }
}

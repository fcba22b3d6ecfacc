import { expect } from 'chai'
import { encodeBytes32String, ZeroHash, type ContractTransactionResponse } from 'ethers'
import { decodeLots } from '../../chain/codec/lots.ts'
import { FOREVER } from '../model/lots.ts'
import { type Network, type Terms, WHOLE } from '../model/network.ts'
import { balanceOf, brandOf, lotsOf, supplyOf, verbs } from '../model/reference-model.ts'
import { amountOf, type Draw, drawFrom } from '../model/random.ts'
import { freshWorld, type Signer, type World } from './fixture.ts'
import { type Brand, createBrand } from './helpers/brands.ts'
import { type MintedBatch, packCredits, reversalOf } from './helpers/credits.ts'
import { DAY, EPOCH, FAR_FUTURE } from './helpers/times.ts'
import { usd } from './helpers/units.ts'

const HISTORIES = Number(process.env['MODEL_HISTORIES'] ?? 2)
const STEPS = Number(process.env['MODEL_STEPS'] ?? 100)
const GAS = { gasLimit: 5_000_000n }

/** Lives of 1, 3, 5 epochs and for ever; promises of 100, 50, 5 and 100 %; rates that divide nothing evenly. */
const PLANS: { terms: Terms; neverExpires: boolean; reserve: bigint }[] = [
  {
    terms: { rate: 1_000_000n, spreadBps: 0n, promisePercent: 100n, life: 1n },
    neverExpires: false,
    reserve: usd('90000'),
  },
  { terms: { rate: 12_371n, spreadBps: 37n, promisePercent: 50n, life: 3n }, neverExpires: false, reserve: usd('100') },
  {
    terms: { rate: 99_999_989n, spreadBps: 1_023n, promisePercent: 5n, life: 5n },
    neverExpires: false,
    reserve: usd('70000'),
  },
  {
    terms: { rate: 333_333n, spreadBps: 100n, promisePercent: 100n, life: 5n },
    neverExpires: true,
    reserve: usd('40000'),
  },
]

/** One thing to do: what it is called, on chain, and on paper. */
interface Step {
  readonly name: string
  send(): Promise<ContractTransactionResponse>
  write(net: Network): void
}

interface History {
  readonly world: World
  readonly draw: Draw
  readonly brands: readonly Brand[]
  readonly members: readonly Signer[]
  readonly batches: Map<bigint, MintedBatch[]>
  net: Network
  clock: bigint
  orders: number
  /** What to keep once a step was done: a batch that was minted. */
  pending: (() => Promise<void>) | undefined
}

/** Paper knows no quotas: these never bind. */
const PLENTY = 2n ** 48n - 1n

const one = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)] as T

async function openHistory(seed: number): Promise<History> {
  const world = await freshWorld()
  const { cafeOwner, airlineOwner, gymOwner, bookshopOwner, alice, bob, carol, dave } = world
  const owners = [cafeOwner, airlineOwner, gymOwner, bookshopOwner]
  const brands: Brand[] = []
  const net: Network = { now: 0n, brands: new Map(), causes: new Map(), payments: new Map() }
  for (const [i, { terms, neverExpires, reserve }] of PLANS.entries()) {
    const plan = { code: `model-${i}`, name: `Model ${i}`, symbol: `M${i}`, terms, neverExpires }
    const brand = await createBrand(world, plan, { owner: owners[i] as Signer, reserve, quota: PLENTY })
    const empty = { next: undefined, effectiveAt: 0n, lots: new Map(), batches: [] }
    brands.push(brand)
    net.brands.set(brand.id, { reserve, terms, never: neverExpires, ...empty })
  }
  const members = [alice, bob, carol, dave]
  const batches = new Map(brands.map(({ id }) => [id, []]))
  const clock = BigInt(await world.time.latest())
  return { world, draw: drawFrom(seed), brands, members, batches, net, clock, orders: 0, pending: undefined }
}

const heldBy = ({ net }: History, id: bigint, who: string): bigint => balanceOf(net, brandOf(net, id), who)

/** Points to use: mostly of what is there, sometimes too many or none. */
function someOf(h: History, id: bigint, who: string): bigint {
  const held = heldBy(h, id, who)
  const die = h.draw(12)
  if (die === 0) return held + 1n
  if (die === 1) return 0n
  if (die < 5) return held
  return held === 0n ? 1n : 1n + (BigInt(h.draw(1_000_000_000)) % held)
}

const steps: Record<string, (h: History) => Step> = {
  mint(h) {
    const { id, token, minter } = one(h.draw, h.brands)
    const chosen = h.members.filter(() => h.draw(2) === 0)
    const credits: [string, bigint][] = chosen.map(({ address }) => [address, amountOf(h.draw, 6)])
    const packed = packCredits(credits.map(([member, points]) => ({ member, points })))
    const sequence = BigInt(h.net.brands.get(id)?.batches.length ?? 0) + 1n
    const returnWindow = BigInt(h.draw(91)) * DAY
    return {
      name: `mint ${id} ${credits.map(([, points]) => points).join('+')}`,
      send: () => token.connect(minter).mintBatch(sequence, packed, ZeroHash, returnWindow, GAS),
      write: (net) => {
        verbs.mint(net, id, credits, returnWindow)
        const { life } = brandOf(net, id).terms
        const [mintedAt, epoch] = [net.now, net.now / EPOCH]
        const batch = { sequence, mintedAt, epoch, life, returnWindow, credits: packed }
        h.pending = async () => void h.batches.get(id)?.push(batch)
      },
    }
  },
  reverse(h) {
    const { id, token, minter } = one(
      h.draw,
      h.brands.filter((brand) => h.batches.get(brand.id)?.length),
    )
    const batch = one(h.draw, h.batches.get(id) ?? [])
    const packed = BigInt(one(h.draw, batch.credits))
    const who = h.members.find(({ address }) => BigInt(address) === packed >> 96n) as Signer
    const total = ((packed & ((1n << 96n) - 1n)) * BigInt(h.draw(22))) / 20n
    return {
      name: `reverse ${id} #${batch.sequence} ${total}`,
      send: () => token.connect(minter).reverse([reversalOf(batch, who.address, total)], GAS),
      write: (net) => verbs.reverse(net, id, Number(batch.sequence) - 1, who.address, total),
    }
  },
  swap(h) {
    const [from, to, who] = [one(h.draw, h.brands).id, one(h.draw, h.brands).id, one(h.draw, h.members)]
    const points = someOf(h, from, who.address)
    const minOut = h.draw(10) === 0 ? amountOf(h.draw, 8) : 0n
    return {
      name: `swap ${from}->${to} ${points}`,
      send: () => h.world.hub.connect(who).swap(from, to, points, minOut, FAR_FUTURE, GAS),
      write: (net) => verbs.swap(net, who.address, from, to, points, minOut),
    }
  },
  donate(h) {
    const [{ id }, who, cause] = [one(h.draw, h.brands), one(h.draw, h.members), one(h.draw, [1n, 2n])]
    const points = someOf(h, id, who.address)
    return {
      name: `donate ${id} ${points}`,
      send: () => h.world.hub.connect(who).donate(id, cause, points, 0n, FAR_FUTURE, GAS),
      write: (net) => verbs.donate(net, who.address, id, cause, points),
    }
  },
  pay(h) {
    const [till, who] = [one(h.draw, h.brands), one(h.draw, h.members)]
    const order = `order-${h.draw(6) === 0 ? h.orders : ++h.orders}`
    const used = h.brands.filter(({ id }) => h.draw(2) === 0 && heldBy(h, id, who.address) > 0n)
    const legs: [bigint, bigint][] = used.map(({ id }) => [id, someOf(h, id, who.address)])
    if (h.draw(12) === 0) legs.reverse()
    const asked = legs.map(([brandId, points]) => ({ brandId, points }))
    const minValue = h.draw(8) === 0 ? amountOf(h.draw, 8) : 0n
    return {
      name: `pay ${till.id} ${legs.join(' ')}`,
      send: () => h.world.hub.connect(who).pay(till.id, encodeBytes32String(order), asked, minValue, FAR_FUTURE, GAS),
      write: (net) => verbs.pay(net, who.address, till.id, order, legs, minValue),
    }
  },
  refund(h) {
    const [tillId = '', who = '', order = ''] = one(h.draw, [...h.net.payments.keys()]).split(' ')
    const till = h.brands.find(({ id }) => id === BigInt(tillId)) as Brand
    const orderReference = encodeBytes32String(order)
    const share = (WHOLE * BigInt(1 + h.draw(21))) / 20n - BigInt(h.draw(3))
    const { hub } = h.world
    return {
      name: `refund ${tillId} ${order} ${share}`,
      send: async () => {
        const paid = await hub.queryFilter(hub.filters.Paid(till.id, who, orderReference))
        const legs =
          paid[0]?.args.legs.map(({ brandId, points, value, lots }) => ({ brandId, points, value, lots })) ?? []
        const paidAt = (await paid[0]?.getBlock())?.timestamp ?? 0
        const payment = { brandId: till.id, member: who, orderReference, paidAt, legs }
        return hub.connect(till.minter).refundPay(payment, share, GAS)
      },
      write: (net) => verbs.refund(net, who, till.id, order, share),
    }
  },
  redeem(h) {
    const [{ id, token }, who] = [one(h.draw, h.brands), one(h.draw, h.members)]
    const points = someOf(h, id, who.address)
    return {
      name: `redeem ${id} ${points}`,
      send: () => token.connect(who).redeem(points, ZeroHash, GAS),
      write: (net) => verbs.redeem(net, who.address, id, points),
    }
  },
  transfer(h) {
    const [{ id, token }, who, to] = [one(h.draw, h.brands), one(h.draw, h.members), one(h.draw, h.members)]
    const points = someOf(h, id, who.address)
    return {
      name: `transfer ${id} ${points}`,
      send: () => token.connect(who).transfer(to.address, points, GAS),
      write: (net) => verbs.transfer(net, who.address, id, to.address, points),
    }
  },
  announce(h) {
    const { id, token, rateSetter } = one(h.draw, h.brands)
    const { rate, spreadBps, promisePercent, life } = brandOf(structuredClone(h.net), id).terms
    const terms = {
      rate: h.draw(3) === 0 ? rate : (rate * BigInt(70 + h.draw(60))) / 100n,
      spreadBps: h.draw(2) === 0 ? spreadBps : BigInt(h.draw(1024)),
      promisePercent: h.draw(2) === 0 ? promisePercent : 5n * BigInt(1 + h.draw(20)),
      life: h.draw(3) === 0 ? BigInt(1 + h.draw(5)) : life,
    }
    return {
      name: `announce ${id} ${Object.values(terms).join(' ')}`,
      send: () => token.connect(rateSetter).announceTerms(terms, 2n ** 53n, GAS),
      write: (net) => verbs.announce(net, id, terms),
    }
  },
  cancel(h) {
    const { id, token, rateSetter } = one(h.draw, h.brands)
    return {
      name: `cancel ${id}`,
      send: () => token.connect(rateSetter).cancelTerms(GAS),
      write: (net) => verbs.cancel(net, id),
    }
  },
  sweep(h) {
    const [{ id, token }, who] = [one(h.draw, h.brands), one(h.draw, h.members)]
    return {
      name: `sweep ${id}`,
      send: () => token.connect(who).sweep([who.address], GAS),
      write: (net) => verbs.sweep(net, id, who.address),
    }
  },
  deposit(h) {
    const [{ id }, amount] = [one(h.draw, h.brands), amountOf(h.draw, 10)]
    const { hub, deployer } = h.world
    return {
      name: `deposit ${id} ${amount}`,
      send: () => hub.connect(deployer).deposit(id, amount, GAS),
      write: (net) => verbs.deposit(net, id, amount),
    }
  },
}

const WEIGHTS: Record<string, number> = {
  mint: 20,
  swap: 24,
  pay: 12,
  refund: 9,
  transfer: 9,
  donate: 8,
  reverse: 8,
  redeem: 6,
  announce: 5,
  deposit: 4,
  cancel: 2,
  sweep: 2,
}
const BAG = Object.entries(WEIGHTS).flatMap(([name, weight]) => Array.from({ length: weight }, () => name))

function nextStep(h: History): Step {
  const minted = [...h.batches.values()].some((batches) => batches.length > 0)
  const drawn = minted ? one(h.draw, BAG) : 'mint'
  const name = drawn === 'refund' && h.net.payments.size === 0 ? 'pay' : drawn
  return (steps[name] as (h: History) => Step)(h)
}

/** Seconds until the next step: mostly minutes, sometimes days, now and then past an epoch. */
function pauseOf(draw: Draw): bigint {
  const die = draw(100)
  if (die < 75) return BigInt(1 + draw(3_600))
  if (die < 95) return BigInt(1 + draw(11 * 86_400))
  return BigInt(1 + draw(200 * 86_400))
}

/** Does the verb to a copy: the network afterwards, or why it cannot be. */
function attempt(net: Network, act: (net: Network) => void): Network | Error {
  const copy = structuredClone(net)
  try {
    act(copy)
    return copy
  } catch (reason) {
    if (reason instanceof Error) return reason
    throw reason
  }
}

/** Does the step on chain and on paper; both must do it or refuse it. Returns whether they did. */
async function take(h: History): Promise<boolean> {
  h.clock += pauseOf(h.draw)
  const step = nextStep(h)
  await h.world.time.setNextBlockTimestamp(h.clock)
  const refusal = await step.send().then(
    async (sent) => void (await sent.wait()),
    (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
  )
  const latest = BigInt(await h.world.time.latest())
  h.net.now = refusal === undefined ? h.clock : latest
  const written = attempt({ ...h.net, now: h.clock }, (net) => step.write(net))
  const paper = written instanceof Error ? written.message : 'done'
  const chain = refusal?.message ?? 'done'
  expect(written instanceof Error, `${step.name}: on paper ${paper}, on chain ${chain}`).to.equal(refusal !== undefined)
  if (!(written instanceof Error)) {
    h.net = written
    await h.pending?.()
  }
  h.pending = undefined
  await compare(h, step.name)
  return refusal === undefined
}

/** Every lot, supply, reserve, rate and cause credit, on chain and on paper. */
async function compare(h: History, after: string): Promise<void> {
  const paper = structuredClone(h.net)
  const perBrand = h.brands.map(async ({ id, token }) => {
    const [chain, ...words] = await Promise.all([
      token.brand(),
      ...h.members.map(({ address }) => token.lotsOf(address)),
    ])
    const paperBrand = brandOf(paper, id)
    const { reserve, terms, never } = paperBrand
    const lots = words.map((word) => decodeLots(word, { permanent: never }))
    const expected = h.members.map(({ address }) => {
      return lotsOf(paper, paperBrand, address).map(({ last, points }) => [last === FOREVER ? null : last, points])
    })
    const held = lots.map((each) => each.map(({ lastEpoch, points }) => [lastEpoch, points]))
    expect(held, `lots of ${id} after ${after}`).to.deep.equal(expected)
    expect(chain.supply, `supply of ${id} after ${after}`).to.equal(supplyOf(paperBrand))
    expect(chain.reserve, `reserve of ${id} after ${after}`).to.equal(reserve)
    expect(chain.terms.rate, `rate of ${id} after ${after}`).to.equal(terms.rate)
    expect(chain.terms.life, `life of ${id} after ${after}`).to.equal(terms.life)
  })
  const perCause = [1n, 2n].map(async (cause) => {
    const [credit] = await h.world.hub.causeCredit(cause)
    expect(credit, `credit of cause ${cause} after ${after}`).to.equal(paper.causes.get(cause) ?? 0n)
  })
  await Promise.all([...perBrand, ...perCause])
}

describe('the contracts and the reference model', () => {
  for (let seed = 1; seed <= HISTORIES; seed++) {
    it(`agree on every figure over ${STEPS} random steps (seed ${seed})`, async () => {
      const h = await openHistory(seed)
      const { stablecoin, deployer, hub } = h.world
      await stablecoin.connect(deployer).mint(deployer, usd('10000000'))
      await stablecoin.connect(deployer).approve(hub, usd('10000000'))
      h.clock = BigInt(await h.world.time.latest())
      let done = 0
      for (let i = 0; i < STEPS; i++) if (await take(h)) done++

      expect(done, 'steps that were not refused').to.be.greaterThan(STEPS / 3)
    })
  }
})

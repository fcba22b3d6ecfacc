import { id as hashOf, keccak256, Wallet, ZeroHash, type FunctionFragment, type Interface } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from './fixture.ts'
import { packCredits, reversalOf } from './helpers/credits.ts'
import { mint } from './helpers/minting.ts'
import { paymentOf } from './helpers/payments.ts'
import { FAR_FUTURE } from './helpers/times.ts'
import { points, usdPerPoint } from './helpers/units.ts'

const TERMS = { rate: usdPerPoint('0.11'), spreadBps: 0n, promisePercent: 100n, life: 2n }
const ORDER = hashOf('order')

type Attempt = () => Promise<unknown>

/** Open to everybody, and why that is harmless. */
const OPEN: Record<string, string> = {
  deposit: 'brings money',
  swap: 'spends what the caller holds',
  donate: 'spends what the caller holds',
  pay: 'spends what the caller holds',
  redeem: 'spends what the caller holds',
  transfer: 'spends what the caller holds',
  transferFrom: 'spends what an owner allowed',
  approve: "allows the caller's own",
  lock: "locks the caller's own",
  unlock: "unlocks the caller's own",
  cancelNonces: "kills the caller's own",
  execute: 'needs the signatures of members',
  claim: 'needs the signature of the claim key',
  sweep: 'burns what expired',
}

describe('No role, no effect (invariants 6, 9)', () => {
  let world: World
  let guarded: Record<string, Attempt>

  beforeEach(async () => {
    world = await freshWorld()
    guarded = await everyGuardedCall(world)
  })

  it('knows every function that changes state', () => {
    const { hub, cafe, causeRegistry } = world
    const names = [hub.interface, cafe.token.interface, causeRegistry.interface]
      .flatMap(writesOf)
      .map(({ name }) => name)

    expect([...new Set(names)].toSorted()).to.deep.equal([...Object.keys(guarded), ...Object.keys(OPEN)].toSorted())
  })

  it("reverts on a stranger's call of a guarded one, which changes nothing", async () => {
    const before = await stateHash(world)

    for (const [name, attempt] of Object.entries(guarded)) {
      await expect(attempt(), name).to.revert(world.ethers)
    }

    expect(await stateHash(world)).to.equal(before)
  })

  it("moves nothing that is not the caller's own through an open one", async () => {
    const { hub, cafe, airline, reef, stranger, alice } = world
    const before = await stateHash(world)
    const as = hub.connect(stranger)
    const token = cafe.token.connect(stranger)
    const leg = [{ brandId: cafe.id, points: 1n }]
    const key = Wallet.createRandom()

    for (const attempt of [
      () => as.deposit(cafe.id, 1n),
      () => as.swap(cafe.id, airline.id, 1n, 1n, FAR_FUTURE),
      () => as.donate(cafe.id, reef, 1n, 1n, FAR_FUTURE),
      () => as.pay(airline.id, ORDER, leg, 1n, FAR_FUTURE),
      () => as.unlock(),
      () => as.claim(cafe.id, key.address, stranger, `0x${'11'.repeat(65)}`),
      () => token.redeem(1n, ORDER),
      () => token.transfer(alice, 1n),
      () => token.transferFrom(alice, stranger, 1n),
    ]) {
      await expect(attempt()).to.revert(world.ethers)
    }
    await as.execute([])
    await as.lock(0n)
    await as.cancelNonces(1n)
    await token.approve(alice, 1n)
    await token.sweep([alice])

    expect(await stateHash(world)).to.equal(before)
  })
})

function writesOf(contract: Interface): FunctionFragment[] {
  return contract.fragments
    .filter((fragment): fragment is FunctionFragment => fragment.type === 'function')
    .filter(({ stateMutability }) => stateMutability !== 'view' && stateMutability !== 'pure')
}

/** Every guarded function with arguments that its rightful caller could use. */
async function everyGuardedCall(world: World): Promise<Record<string, Attempt>> {
  const { hub, cafe, airline, bookshop, causeRegistry, reef, alice, bob, stranger } = world
  const batch = await mint(cafe, [[bob, points('5')]])
  const legs = [{ brandId: cafe.id, points: points('1') }]
  const payment = await paymentOf(world, hub.connect(alice).pay(bookshop.id, ORDER, legs, 1n, FAR_FUTURE))
  await hub.connect(alice).donate(cafe.id, reef, points('1'), 1n, FAR_FUTURE)
  const as = hub.connect(stranger)
  const token = cafe.token.connect(stranger)
  const causes = causeRegistry.connect(stranger)
  const credits = packCredits([{ member: stranger.address, points: 1n }])

  return {
    admit: () => as.admit('mine', stranger),
    createBrand: () => as.createBrand('mine', 'Mine', 'MINE', TERMS, false),
    pause: () => as.pause(1n),
    unpause: () => as.unpause(),
    setCauseActive: () => as.setCauseActive(reef, false),
    setAuthority: () => as.setAuthority(stranger),
    requestWithdrawal: () => as.requestWithdrawal(cafe.id, 1n),
    cancelWithdrawal: () => as.cancelWithdrawal(cafe.id),
    withdraw: () => as.withdraw(cafe.id),
    withdrawRemainder: () => as.withdrawRemainder(cafe.id),
    windDown: () => as.windDown(cafe.id),
    refundPay: () => as.refundPay(payment, 10n ** 18n),
    withdrawCause: () => as.withdrawCause(reef),
    perform: () => as.perform(0n, '0x', '0x'),
    mintBatch: () => token.mintBatch(3n, credits, ZeroHash, 0n),
    reverse: () => token.reverse([reversalOf(batch, bob.address, points('5'))]),
    announceTerms: () => token.announceTerms(TERMS, points('100000')),
    cancelTerms: () => token.cancelTerms(),
    setRoles: () => token.setRoles(stranger, 15n),
    setQuotas: () => token.setQuotas(stranger, 1n, 1n),
    setClaimQuota: () => token.setClaimQuota(0n),
    setEntrance: () => token.setEntrance(false),
    setEntranceFor: () => token.setEntranceFor(airline.id, false),
    initialize: () => token.initialize(TERMS, stranger),
    transferValueOut: () => token.transferValueOut(alice, 1n),
    mintIn: () => token.mintIn(stranger, 10n ** 6n, 1n, 1n, false, airline.id),
    redeemFor: () => token.redeemFor(alice, 1n, ORDER),
    transferFor: () => token.transferFor(alice, stranger, 1n),
    moveClaimed: () => token.moveClaimed(alice, stranger),
    addReserve: () => token.addReserve(1n),
    releaseRefund: () => token.releaseRefund(stranger, 1n, 0n),
    mintRefund: () => token.mintRefund(stranger, 1n, 10n ** 6n, 1n, 1n, true),
    releaseReserve: () => token.releaseReserve(1n, true),
    startWindDown: () => token.startWindDown(stranger),
    connect: () => causeRegistry.connect(stranger).getFunction('connect')(hub),
    addCause: () => causes.addCause('Mine', 'X', stranger, ZeroHash),
    setActive: () => causes.setActive(reef, false),
    changePayout: () => causes.changePayout(reef, stranger),
    proposePayout: () => causes.proposePayout(reef, stranger),
    cancelPayoutProposal: () => causes.cancelPayoutProposal(reef),
    applyPayout: () => causes.applyPayout(reef),
  }
}

/** Everything that anybody but the stranger could call theirs. */
async function stateHash(world: World): Promise<string> {
  const { hub, cafe, airline, bookshop, gym, causeRegistry, stablecoin, reef, forest } = world
  const people = [world.alice, world.bob, world.carol, world.dave, world.reefPayout, cafe.owner, cafe.treasurer]
  const facts: unknown[] = [await hub.accounted(), await hub.brandCount(), await hub.pausedUntil()]
  for (const cause of [reef, forest]) facts.push(await hub.causeCredit(cause), await causeRegistry.cause(cause))
  for (const { id, token } of [cafe, airline, bookshop, gym]) {
    facts.push(await token.brand(), await token.lastSequence(), await hub.withdrawalOf(id), await hub.remainderAt(id))
    facts.push(await token.claimQuota(), await token.rolesOf(world.stranger), await token.balanceOf(world.stranger))
    for (const person of people) facts.push(await token.lotsOf(person), await token.rolesOf(person))
  }
  for (const person of people) {
    facts.push(await stablecoin.balanceOf(person), await hub.noncesOf(person), await hub.lockedUntil(person))
  }
  const text = JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

  return keccak256(new TextEncoder().encode(text))
}

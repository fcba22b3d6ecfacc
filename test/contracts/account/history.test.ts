import { expect } from 'chai'
import {
  addSignerCall,
  cancelRecoveryCall,
  removeSignerCall,
  setRecoveryCall,
} from '../../../chain/account/account-calls.ts'
import type { AccountOperation } from '../../../chain/account/account-operation.ts'
import { isSameSigner, type PasskeyKey } from '../../../chain/account/signer.ts'
import { DAY, now, wait } from '../helpers/times.ts'
import { type AccountWorld, accountWorld, askFor, carry, signCalls, signTransfer } from './helpers/account-world.ts'
import { makePasskey, type Passkey } from './helpers/passkey.ts'

const STEPS = 120
const SEEDS = [1, 2, 3]
const keys = ['phone', 'tablet', 'watch', 'laptop', 'key ring'].map((label) => makePasskey(label))
const [phone = makePasskey('phone')] = keys

/** What an account should look like, on paper. */
interface Paper {
  /** Slot → key. */
  signers: Map<number, Passkey>
  recovery?: { holder: Passkey; delay: bigint }
  pending?: { proposed: Passkey; dueAt: bigint }
}

describe('MemberAccount in random histories', () => {
  for (const seed of SEEDS) {
    it(`is signed for by present signers alone, and recovered only when due (seed ${seed})`, async () => {
      const history = new History(await accountWorld(), seed)
      for (let step = 0; step < STEPS; step++) await history.step()

      expect(history.done).to.be.greaterThan(STEPS / 6)
      expect(history.refused).to.be.greaterThan(STEPS / 10)
    })
  }
})

class History {
  readonly world: AccountWorld
  readonly paper: Paper
  done = 0
  refused = 0
  private state: number
  private nonce = 0n

  constructor(world: AccountWorld, seed: number) {
    this.world = world
    this.state = seed
    this.paper = { signers: new Map([[0, phone]]) }
  }

  async step(): Promise<void> {
    const moves = [
      () => this.add(),
      () => this.add(),
      () => this.remove(),
      () => this.name(),
      () => this.name(),
      () => this.cancel(),
      () => this.ask(),
      () => this.ask(),
      () => this.finish(),
      () => wait(this.world, 1n + BigInt(this.below(3)) * DAY),
    ]
    await (moves[this.below(moves.length)] ?? (() => this.finish()))()
    await this.compare()
  }

  /** Mostly a present signer; else one that may be gone, or never have been one, in any slot. */
  private signer() {
    const { signers } = this.paper
    const [slot, passkey] =
      this.below(4) > 0
        ? ([...signers][this.below(signers.size)] ?? [0, phone])
        : ([this.below(9), this.key()] as const)
    const { key } = signers.get(slot) ?? {}

    return { signer: passkey.signer(slot), right: key !== undefined && isSameSigner(key, passkey.key) }
  }

  private async add(): Promise<void> {
    const { paper } = this
    const added = this.key()
    const free = added === phone ? 0 : [1, 2, 3, 4, 5, 6, 7].find((slot) => !paper.signers.has(slot))
    const allowed = this.slotOf(added) === undefined && paper.recovery?.holder !== added && free !== undefined
    if (await this.administer(addSignerCall(this.address, added.key), allowed)) paper.signers.set(free ?? 0, added)
  }

  private async remove(): Promise<void> {
    const removed = this.key()
    const slot = this.slotOf(removed)
    const allowed = slot !== undefined && this.paper.signers.size > 1
    if (await this.administer(removeSignerCall(this.address, removed.key), allowed)) {
      this.paper.signers.delete(slot ?? 0)
    }
  }

  private async name(): Promise<void> {
    const holder = this.key()
    const delay = BigInt(this.below(4)) * DAY
    const call = setRecoveryCall(this.address, { signer: holder.key, delay: Number(delay) })
    if (await this.administer(call, this.slotOf(holder) === undefined && delay > 0n)) {
      this.paper.recovery = { holder, delay }
      delete this.paper.pending
    }
  }

  private async cancel(): Promise<void> {
    if (await this.administer(cancelRecoveryCall(this.address), this.paper.pending !== undefined)) {
      delete this.paper.pending
    }
  }

  private async ask(): Promise<void> {
    const { world, paper } = this
    const holder = this.below(4) === 0 ? this.key() : (paper.recovery?.holder ?? this.key())
    const proposed = this.key()
    const request = await askFor(world, world.mira, holder.signer(), { proposed: proposed.key })
    if (await this.try(request, paper.recovery?.holder === holder)) {
      paper.pending = { proposed, dueAt: (await now(world)) + (paper.recovery?.delay ?? 0n) }
    }
  }

  private async finish(): Promise<void> {
    const { world, paper } = this
    const { pending } = paper
    const allowed = pending !== undefined && (await now(world)) + 1n >= pending.dueAt
    if (!(await this.try({ kind: 'finish-recovery', account: this.address }, allowed)) || pending === undefined) return
    paper.signers = new Map([[pending.proposed === phone ? 0 : 1, pending.proposed]])
    delete paper.pending
    if (paper.recovery?.holder === pending.proposed) delete paper.recovery
  }

  private async administer(call: ReturnType<typeof addSignerCall>, allowed: boolean): Promise<boolean> {
    const { signer, right } = this.signer()
    this.nonce += 1n
    const operation = await signCalls(this.world, this.world.mira, signer, [call], { nonce: this.nonce })

    return this.try(operation, right && allowed)
  }

  /** Carries it, and fails unless it succeeds exactly where it is allowed. */
  private async try(operation: AccountOperation, allowed: boolean): Promise<boolean> {
    if (allowed) {
      await carry(this.world, operation)
      this.done += 1
    } else {
      await expect(carry(this.world, operation)).to.revert(this.world.ethers)
      this.refused += 1
    }

    return allowed
  }

  private async compare(): Promise<void> {
    const { world, paper } = this
    const { contract } = world.mira
    const { signer, right } = this.signer()
    const listed = (await contract.signers()).map(([slot, [x]]) => [Number(slot), x])
    const [holder, delay, , proposed, dueAt] = await contract.recovery()

    expect(listed).to.deep.equal(
      [...paper.signers].toSorted(([a], [b]) => a - b).map(([slot, { key }]) => [slot, key.x]),
    )
    expect([holder[0], delay]).to.deep.equal([xOf(paper.recovery?.holder.key), paper.recovery?.delay ?? 0n])
    expect([proposed[0], dueAt]).to.deep.equal([xOf(paper.pending?.proposed.key), paper.pending?.dueAt ?? 0n])
    const intent = await signTransfer(world, world.mira, signer)
    expect(await world.hub.execute.staticCall([intent])).to.deep.equal([right])
  }

  private get address() {
    return this.world.mira.address
  }

  private slotOf(passkey: Passkey): number | undefined {
    return [...this.paper.signers].find(([, { key }]) => isSameSigner(key, passkey.key))?.[0]
  }

  private key(): Passkey {
    return this.below(3) === 0 ? phone : (keys[this.below(keys.length)] ?? phone)
  }

  /** A number by chance (mulberry32), the same for the same seed. */
  private below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits

    return ((bits ^ (bits >>> 14)) >>> 0) % limit
  }
}

const xOf = (key: PasskeyKey | undefined): string => key?.x ?? `0x${'00'.repeat(32)}`

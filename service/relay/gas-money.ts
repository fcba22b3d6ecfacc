import { formatEther } from 'viem'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { MAX_TRANSACTION_GAS, readFees } from '../queue/sign-call.ts'
import { RelayError } from './relay-error.ts'
import type { Relay } from './relay.ts'
import { type Spending, readSpending } from './spending.ts'

export type GasMoneyState = Spending & {
  balance: bigint
  /** Below this nothing new is taken. */
  floor: bigint
  /** Days the balance lasts at the pace of the last week; undefined where nothing was spent. */
  daysLeft: bigint | undefined
  state: 'good' | 'low' | 'empty' | 'day used up'
}

/** Full batches that must be payable at once, at ten times today's base fee. */
const RESERVED_BATCHES = 4n
/** So many floors, or days, are little. */
const LOW_FLOORS = 3n
const LOW_DAYS = 7n
const FRESH_MS = 2_000

/** What the relay's key has left, asked at most every two seconds. */
export class GasMoney {
  readonly #relay: Relay
  #known: { at: number; state: Promise<GasMoneyState> } | undefined

  constructor(relay: Relay) {
    this.#relay = relay
  }

  async read(): Promise<GasMoneyState> {
    if (!this.#known || Date.now() - this.#known.at > FRESH_MS) {
      const state = readGasMoney(this.#relay)
      this.#known = { at: Date.now(), state }
      state.catch(() => (this.#known = undefined))
    }
    return this.#known.state
  }

  /** Throws a RelayError where new intents cannot be paid for. */
  async refuseWhenLow(): Promise<void> {
    const { state, balance } = await this.read()
    if (state === 'empty') {
      const sentence =
        `The relay has too little gas money left (${formatEther(balance)}). ` +
        'Its operator has to refill it; until then send the transaction from a wallet.'
      throw new RelayError('RelayOutOfGasMoney', { status: 503, sentence, retryAfterSeconds: 300 })
    }
    if (state === 'day used up') {
      const sentence = 'The relay has spent what it may spend in a day. Try again later, or use a wallet.'
      throw new RelayError('RelayDayUsedUp', { status: 503, sentence, retryAfterSeconds: 3_600 })
    }
  }
}

export async function readGasMoney(
  relay: Pick<Relay, 'client' | 'database' | 'key' | 'rules'>,
): Promise<GasMoneyState> {
  const { client, rules, key } = relay
  const [balance, fees, spending] = await Promise.all([
    getGasMoney(client, { account: key.sender as `0x${string}` }),
    readFees(client),
    readSpending(relay),
  ])
  const floor = rules.leastBalance ?? fees.maxFeePerGas * MAX_TRANSACTION_GAS * RESERVED_BATCHES
  const { perDay, lastDay } = spending
  const daysLeft = perDay === 0n ? undefined : balance / perDay
  const low = balance < floor * LOW_FLOORS || (daysLeft !== undefined && daysLeft < LOW_DAYS)
  const state = balance < floor ? 'empty' : lastDay >= rules.spendPerDay ? 'day used up' : low ? 'low' : 'good'
  return { ...spending, balance, floor, daysLeft, state }
}

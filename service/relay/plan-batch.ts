import type { Address, Hex } from 'viem'
import { createAccount } from '../../chain/account/create-account.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import { executeIntents } from '../../chain/actions/executeIntents.ts'
import { simulateIntents } from '../../chain/actions/simulateIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import { gasOfBatch } from '../../chain/intents/intent-gas.ts'
import { VERBS, type Verb } from '../../chain/intents/typed-data.ts'
import { MAX_TRANSACTION_GAS } from '../queue/sign-call.ts'
import { hasCode } from './account-place.ts'
import { type IntentRow, openIntentsOf } from './intent-row.ts'
import type { Relay } from './relay.ts'
import { intentOf } from './submit-intent.ts'

export type Batch = {
  /** Accounts made in transactions of their own, right before. */
  make: PasskeyKey[]
  rows: IntentRow[]
  gas: bigint
}

export type Plan = { batch: Batch | undefined; refused: { row: IntentRow; reason: Hex }[] }

/** Chooses what goes into the next batch: as many of the oldest as fit, without those that would fail now. */
export async function planBatch(relay: Relay, waiting: readonly IntentRow[]): Promise<Plan> {
  const refused: Plan['refused'] = []
  const oldest = takeWhatFits(relay, waiting)
  // Of these alone: accounts of all who wait would not fit into one simulated block.
  const make = await accountsToMake(relay, oldest)
  const members = [...new Set(oldest.map(({ member }) => member))]
  const sent =
    members.length === 0 ? [] : (await openIntentsOf(relay, members)).filter(({ status }) => status === 'sent')
  const before = await callsBefore(relay, { make, sent })
  for (let rows = oldest; rows.length > 0;) {
    const { failed } = await simulateIntents(relay.client, {
      intents: rows.map(intentOf),
      from: relay.account.address,
      before,
    })
    if (failed.size === 0) return { batch: { make: needed({ make, rows, sent }), rows, gas: gasOf(rows) }, refused }
    for (const [index, reason] of failed) {
      const row = rows[index]
      if (row) refused.push({ row, reason })
    }
    // What is left may have counted on what was taken out: it is tried once more.
    rows = rows.filter((_, index) => !failed.has(index))
  }
  return { batch: undefined, refused }
}

/** Accounts that these intents need and that no transaction under way makes. */
function needed({ make, rows, sent }: { make: PasskeyKey[]; rows: IntentRow[]; sent: IntentRow[] }): PasskeyKey[] {
  const wants = (list: IntentRow[], key: PasskeyKey) =>
    list.some(({ account_x: x, account_y: y }) => x === key.x && y === key.y)
  return make.filter((key) => wants(rows, key) && !wants(sent, key))
}

function takeWhatFits({ rules }: Relay, waiting: readonly IntentRow[]): IntentRow[] {
  const rows: IntentRow[] = []
  for (const row of waiting.slice(0, rules.batchSize)) {
    if (rows.length > 0 && gasOf([...rows, row]) > MAX_TRANSACTION_GAS) break
    rows.push(row)
  }
  return rows
}

const gasOf = (rows: readonly IntentRow[]): bigint =>
  gasOfBatch(rows.map(({ verb, payload, gas }) => ({ verb: VERBS.indexOf(verb as Verb), payload, gas })))

async function accountsToMake({ client }: Relay, waiting: readonly IntentRow[]): Promise<PasskeyKey[]> {
  const keys = new Map<Address, PasskeyKey>()
  for (const { member, account_x: x, account_y: y } of waiting) if (x && y) keys.set(member, { x, y })
  const missing = await Promise.all(
    [...keys].map(async ([member, key]) => ((await hasCode(client, member)) ? [] : [key])),
  )
  return missing.flat()
}

/** What is under way for the same members comes first, and so do their accounts. */
async function callsBefore(
  { client, accountFactory: factory }: Relay,
  { make, sent }: { make: PasskeyKey[]; sent: IntentRow[] },
): Promise<ContractCall[]> {
  const accounts = factory ? make.map((key) => createAccount({ factory, key })) : []
  const intents = sent.filter(({ kind }) => kind === 'intent').map(intentOf)
  return intents.length === 0 ? accounts : [...accounts, executeIntents(client, { intents })]
}

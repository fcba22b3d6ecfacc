import type { Address, Hex } from 'viem'
import { createAccount } from '../../chain/account/create-account.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import { simulateIntents } from '../../chain/actions/simulateIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import { hasCode } from './account-place.ts'
import { callsOfOpen, gasOfRows, takeWhatFits } from './calls-of-open.ts'
import { intentOf } from './intent-of.ts'
import { type IntentRow, openIntentsOf } from './intent-row.ts'
import type { Relay } from './relay.ts'

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
  const oldest = takeWhatFits(waiting.slice(0, relay.rules.batchSize))
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
    if (failed.size === 0) return { batch: { make: needed({ make, rows, sent }), rows, gas: gasOfRows(rows) }, refused }
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
  relay: Relay,
  { make, sent }: { make: PasskeyKey[]; sent: IntentRow[] },
): Promise<ContractCall[]> {
  const { accountFactory: factory } = relay
  const accounts = factory ? make.map((key) => createAccount({ factory, key })) : []
  const open = sent.filter(({ kind }) => kind === 'intent')
  return [...accounts, ...callsOfOpen(relay, open)]
}

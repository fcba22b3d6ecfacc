import { executeIntents } from '../../chain/actions/executeIntents.ts'
import type { ContractCall } from '../../chain/call.ts'
import { gasOfBatch } from '../../chain/intents/intent-gas.ts'
import { VERBS, type Verb } from '../../chain/intents/typed-data.ts'
import { MAX_TRANSACTION_GAS } from '../queue/sign-call.ts'
import type { IntentRow } from './intent-row.ts'
import { intentOf } from './intent-of.ts'
import type { Relay } from './relay.ts'

/** Gas that a batch of these intents is sent with. */
export const gasOfRows = (rows: readonly IntentRow[]): bigint =>
  gasOfBatch(rows.map(({ verb, payload, gas }) => ({ verb: VERBS.indexOf(verb as Verb), payload, gas })))

/** The first of these intents that fit into one transaction together; at least one. */
export function takeWhatFits(rows: readonly IntentRow[]): IntentRow[] {
  const taken: IntentRow[] = []
  for (const row of rows) {
    if (taken.length > 0 && gasOfRows([...taken, row]) > MAX_TRANSACTION_GAS) break
    taken.push(row)
  }
  return taken
}

/** Intents that are under way, as the calls that will carry them: what is tried next comes after them. */
export function callsOfOpen({ client }: Relay, open: readonly IntentRow[]): ContractCall[] {
  const calls: ContractCall[] = []
  for (let left = open; left.length > 0;) {
    const rows = takeWhatFits(left)
    calls.push(executeIntents(client, { intents: rows.map(intentOf) }))
    left = left.slice(rows.length)
  }
  return calls
}

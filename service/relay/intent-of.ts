import type { Intent } from '../../chain/intents/intent.ts'
import { VERBS, type Verb } from '../../chain/intents/typed-data.ts'
import type { IntentRow } from './intent-row.ts'

/** An intent as the hub takes it, from its row. */
export function intentOf({ verb, payload, signature }: Pick<IntentRow, 'verb' | 'payload' | 'signature'>): Intent {
  return { verb: VERBS.indexOf(verb as Verb), payload, signature }
}

import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import type { Intent } from '../intents/intent.ts'

export interface ExecuteIntentsParameters {
  intents: readonly Intent[]
}

/** Executes signed intents; a failing one stops no other. Anyone. */
export function executeIntents(client: ReadClient, { intents }: ExecuteIntentsParameters): ContractCall {
  return hubCall(client, 'execute', [intents])
}

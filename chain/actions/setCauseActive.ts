import { type ContractCall, registryCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface SetCauseActiveParameters {
  causeId: number
  active: boolean
}

/** Stops or resumes donations to a cause. Operator. */
export function setCauseActive(client: ReadClient, { causeId, active }: SetCauseActiveParameters): ContractCall {
  return registryCall(client, 'setActive', [causeId, active])
}

import type { Mutation } from './mutation.ts'
import { inClearingHub } from './planted/clearing-hub.ts'
import { inPointsToken } from './planted/points-token.ts'
import { inValueTypes } from './planted/value-types.ts'

/** All planted faults; a fault's number is its place in this list. */
export const mutations: readonly Mutation[] = [...inValueTypes, ...inPointsToken, ...inClearingHub]

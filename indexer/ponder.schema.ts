/**
 * The read model. Points in 0.01 point, money in µ, rates in nano-USD per 0.01 point, times in seconds of chain time,
 * all as bigint: GraphQL carries them as decimal strings. Nothing here ages: what depends on the present moment (expired
 * lots, announced terms that took effect, lifted locks) is told by the times beside it.
 */
export { network, block, pause, admission } from './schema/network.ts'
export { brand, token, announcement, entrance, role, quota } from './schema/brands.ts'
export { withdrawalState, deposit, withdrawal } from './schema/reserves.ts'
export { batch, reversal } from './schema/batches.ts'
export { member, balance, lot, claim, allowance, intent, failedIntent } from './schema/members.ts'
export { movementKind, movement, payment, refund } from './schema/movements.ts'
export { cause, giving, causePayout } from './schema/causes.ts'
export { balanceRelations, movementRelations, givingRelations, paymentRelations } from './schema/relations.ts'

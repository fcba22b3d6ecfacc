import { ponder } from 'ponder:registry'
import { failedIntent, intent, member } from 'ponder:schema'
import type { Address } from 'viem'
import { seeMember } from './holdings.ts'
import { momentOf, rowId } from './moment.ts'
import type { Store } from './store.ts'
import { touchNetwork } from './touch-network.ts'

ponder.on('ClearingHub:Locked', async ({ event, context: { db } }) => {
  const { member: address, unlockDelay, unlockAt } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  await seeMember(db, address, moment.time)
  await db.update(member, { address }).set({ unlockDelay, unlockAt })
})

ponder.on('ClearingHub:IntentExecuted', async ({ event, context: { db } }) => {
  const { member: address, nonce, verb } = event.args
  const moment = momentOf(event)
  const { time, block, logIndex, tx } = moment
  await touchNetwork(db, moment)
  await db.insert(intent).values({ member: address, nonce, verb, time, block, logIndex, tx })
  await changeNonces(db, address, time, ({ nonceBase, usedNonces }) => ({
    nonceBase,
    usedNonces: usedNonces | (1n << (nonce - nonceBase)),
  }))
})

ponder.on('ClearingHub:NoncesCancelled', async ({ event, context: { db } }) => {
  const { member: address, newBase } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  await changeNonces(db, address, moment.time, ({ nonceBase, usedNonces }) => ({
    nonceBase: newBase,
    usedNonces: usedNonces >> (newBase - nonceBase),
  }))
})

ponder.on('ClearingHub:IntentFailed', async ({ event, context: { db } }) => {
  const { index, verb, reason } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment)
  await db.insert(failedIntent).values({ id: rowId(moment), position: Number(index), verb, reason, time, tx })
})

interface Nonces {
  nonceBase: bigint
  usedNonces: bigint
}

/** Changes a member's nonces as the hub does: the base moves over used low bits. */
async function changeNonces(db: Store, address: Address, time: bigint, change: (now: Nonces) => Nonces) {
  await seeMember(db, address, time)
  await db.update(member, { address }).set((row) => {
    let { nonceBase, usedNonces } = change(row)
    for (; (usedNonces & 1n) === 1n; usedNonces >>= 1n) nonceBase += 1n
    return { nonceBase, usedNonces }
  })
}

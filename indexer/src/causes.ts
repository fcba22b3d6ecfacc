import { ponder } from 'ponder:registry'
import { cause } from 'ponder:schema'
import { momentOf } from './moment.ts'
import { touchNetwork } from './touch-network.ts'

const nothingYet = { credit: 0n, received: 0n, paidOut: 0n, donations: 0, donors: 0 }

ponder.on('CauseRegistry:AuthorityUpdated', async ({ event, context: { db } }) => {
  const { authority: registryAuthority } = event.args
  await touchNetwork(db, momentOf(event), () => ({ registryAuthority }))
})

ponder.on('CauseRegistry:CauseAdded', async ({ event, context: { db } }) => {
  const { causeId: id, payout, name, registration, metadataHash } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment, (row) => ({ causes: row.causes + 1 }))
  const facts = { id, payout, name, registration, metadataHash, active: true }
  await db.insert(cause).values({ ...facts, ...nothingYet, addedAt: moment.time })
})

/** The hub's CauseStatus in the same call says the same. */
ponder.on('CauseRegistry:CauseActiveChanged', async ({ event, context: { db } }) => {
  const { causeId: id, active } = event.args
  await touchNetwork(db, momentOf(event))
  await db.update(cause, { id }).set({ active })
})

ponder.on('CauseRegistry:PayoutProposed', async ({ event, context: { db } }) => {
  const { causeId: id, payout, applicableAt } = event.args
  await touchNetwork(db, momentOf(event))
  await db.update(cause, { id }).set({ proposedPayout: payout, proposalDueAt: applicableAt })
})

ponder.on('CauseRegistry:PayoutProposalCancelled', async ({ event, context: { db } }) => {
  await touchNetwork(db, momentOf(event))
  await db.update(cause, { id: event.args.causeId }).set({ proposedPayout: null, proposalDueAt: null })
})

ponder.on('CauseRegistry:PayoutChanged', async ({ event, context: { db } }) => {
  const { causeId: id, newPayout } = event.args
  await touchNetwork(db, momentOf(event))
  await db.update(cause, { id }).set({ payout: newPayout, proposedPayout: null, proposalDueAt: null })
})

import { ponder } from 'ponder:registry'
import { member } from 'ponder:schema'
import { seeMember } from './holdings.ts'
import { momentOf } from './moment.ts'
import { touchNetwork } from './touch-network.ts'

/** The index by which a returning passkey finds its account. */
ponder.on('MemberAccountFactory:AccountCreated', async ({ event, context: { db } }) => {
  const { account: address, x: passkeyX, y: passkeyY } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  await seeMember(db, address, moment.time)
  await db.update(member, { address }).set({ passkeyX, passkeyY, accountCreatedAt: moment.time })
})

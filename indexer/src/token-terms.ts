import { ponder } from 'ponder:registry'
import { announcement, entrance, quota, role } from 'ponder:schema'
import { rolesFromBits } from '../../chain/codec/roles.ts'
import { decodeTerms } from '../../chain/codec/terms.ts'
import { brandAt, changeBrand } from './brands.ts'
import { momentOf, rowId } from './moment.ts'
import { withoutAnnouncement } from './settle-terms.ts'
import { touchNetwork } from './touch-network.ts'

ponder.on('PointsToken:TermsAnnounced', async ({ event, context: { db } }) => {
  const { brandId, by, effectiveAt } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  const next = decodeTerms(event.args.announced)
  const announcementId = rowId(moment)
  await touchNetwork(db, moment)
  await changeBrand(db, brandId, time, () => ({
    announcedRate: next.rate,
    announcedSpreadBps: next.spreadBps,
    announcedPromisePercent: next.promisePercent,
    announcedLife: next.life,
    announcedAt: time,
    effectiveAt,
    announcementId,
  }))
  const when = { announcedAt: time, effectiveAt }
  await db.insert(announcement).values({ id: announcementId, brandId, ...next, by, ...when, tx })
})

ponder.on('PointsToken:TermsCancelled', async ({ event, context: { db } }) => {
  const { brandId } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const { announcementId: id } = await brandAt(db, brandId, time)
  if (id !== null) await db.update(announcement, { id }).set({ cancelledAt: time })
  await changeBrand(db, brandId, time, withoutAnnouncement)
})

ponder.on('PointsToken:EntranceChanged', async ({ event, context: { db } }) => {
  const { brandId, open } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  await changeBrand(db, brandId, moment.time, () => ({ entranceOpen: open }))
})

ponder.on('PointsToken:EntranceForChanged', async ({ event, context: { db } }) => {
  const { brandId, fromBrandId, open, effectiveAt } = event.args
  await touchNetwork(db, momentOf(event))
  await db
    .insert(entrance)
    .values({ brandId, fromBrandId, open, effectiveAt })
    .onConflictDoUpdate({ open, effectiveAt })
})

ponder.on('PointsToken:RoleChanged', async ({ event, context: { db } }) => {
  const { brandId, account, newRoles } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  const roles = rolesFromBits(newRoles)
  const holds = {
    owner: roles.includes('owner'),
    minter: roles.includes('minter'),
    rateSetter: roles.includes('rate-setter'),
    treasurer: roles.includes('treasurer'),
    changedAt: moment.time,
  }
  await db
    .insert(role)
    .values({ brandId, account, ...holds })
    .onConflictDoUpdate(holds)
})

ponder.on('PointsToken:QuotaChanged', async ({ event, context: { db } }) => {
  const { brandId, account, kind, oldLimit, newLimit, effectiveAt } = event.args
  await touchNetwork(db, momentOf(event))
  const now = { before: oldLimit, limit: newLimit, effectiveAt }
  await db
    .insert(quota)
    .values({ brandId, account, kind, ...now })
    .onConflictDoUpdate(now)
})

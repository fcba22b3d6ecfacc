import type { brand } from 'ponder:schema'

type Row = typeof brand.$inferSelect

const nothingAnnounced = {
  announcedRate: null,
  announcedSpreadBps: null,
  announcedPromisePercent: null,
  announcedLife: null,
  announcedAt: null,
  effectiveAt: null,
  announcementId: null,
}

/** The columns that an announcement leaves when it took effect or was dropped. */
export const withoutAnnouncement = (): Partial<Row> => ({ ...nothingAnnounced })

/** A brand with an announcement that is due in effect, as the contract reads itself. */
export function settleTerms(row: Row, time: bigint): Row {
  const { announcedRate, announcedSpreadBps, announcedPromisePercent, announcedLife, effectiveAt } = row
  if (effectiveAt === null || time < effectiveAt) return row
  if (announcedRate === null || announcedSpreadBps === null) return row
  if (announcedPromisePercent === null || announcedLife === null) return row
  return {
    ...row,
    ...nothingAnnounced,
    rate: announcedRate,
    spreadBps: announcedSpreadBps,
    promisePercent: announcedPromisePercent,
    life: announcedLife,
  }
}

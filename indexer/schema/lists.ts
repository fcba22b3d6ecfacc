/** Lots as rows of a list: `lastEpoch` is null where they never expire. */
export type LotList = { lastEpoch: number | null; points: string }[]

/** One leg of a payment; `lots` is the word of the event, as `refundPay` wants it back. */
export type PaidLegs = { brandId: number; points: string; value: string; lots: string }[]

export type RefundedLegs = { brandId: number; points: string; value: string; lapsed: string; lots: string }[]

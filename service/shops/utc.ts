import { UnreadableDelivery } from './delivery-error.ts'

const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/

/** A time with its zone, as ISO 8601 in UTC. */
export function utcOf(text: string): string {
  if (!WITH_ZONE.test(text)) throw new UnreadableDelivery('a time has no zone or is no time')
  return iso(text)
}

/** A time that says nothing of its zone and means UTC, as WooCommerce's `_gmt` fields do. */
export function utcOfGmt(text: string): string {
  return WITHOUT_ZONE.test(text) ? iso(`${text.replace(' ', 'T')}Z`) : utcOf(text)
}

/** Seconds since 1970, as Stripe gives them. */
export function utcOfSeconds(text: string): string {
  if (!/^\d{1,11}$/.test(text)) throw new UnreadableDelivery('a time is no number of seconds')
  return new Date(Number(text) * 1_000).toISOString()
}

function iso(text: string): string {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new UnreadableDelivery('a time does not exist')
  return time.toISOString()
}

import type { MetaRow } from '../../graphql/rows.ts'

/** Chain time as the read model last saw it, in seconds. */
export function chainNow({ status }: MetaRow): bigint {
  const times = Object.values(status).map(({ block }) => block?.timestamp ?? 0)
  return BigInt(Math.max(...times, 0))
}

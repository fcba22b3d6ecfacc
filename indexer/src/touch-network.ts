import { block, network } from 'ponder:schema'
import type { Moment } from './moment.ts'
import type { Store } from './store.ts'

type Row = typeof network.$inferSelect
export type NetworkChange = Partial<Omit<Row, 'id' | 'lastBlock' | 'lastTime'>>

const empty = { id: 1, accounted: 0n, brands: 0, causes: 0, pausedUntil: 0n }

/** Changes the one row of the network and remembers the block; every handler comes through here. */
export async function touchNetwork(
  db: Store,
  { time, block: number, hash }: Moment,
  change: (row: Pick<Row, keyof typeof empty | 'lastPause'>) => NetworkChange = () => ({}),
): Promise<void> {
  await db.insert(block).values({ number, hash, time }).onConflictDoNothing()
  const last = { lastBlock: number, lastTime: time }
  await db
    .insert(network)
    .values({ ...empty, ...change({ ...empty, lastPause: null }), ...last })
    .onConflictDoUpdate((row) => ({ ...change(row), ...last }))
}

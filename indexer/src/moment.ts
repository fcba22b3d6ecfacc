import type { Hex } from 'viem'

/** Where on the chain an event stands. */
export interface Moment {
  time: bigint
  block: bigint
  hash: Hex
  tx: Hex
  logIndex: number
}

interface PlacedEvent {
  block: { number: bigint; hash: Hex; timestamp: bigint }
  transaction: { hash: Hex }
  log: { logIndex: number }
}

export function momentOf({ block, transaction, log }: PlacedEvent): Moment {
  return { time: block.timestamp, block: block.number, hash: block.hash, tx: transaction.hash, logIndex: log.logIndex }
}

/** Sorts as text as the chain sorts its logs; `part` tells rows of one log apart. */
export function rowId({ block, logIndex }: Pick<Moment, 'block' | 'logIndex'>, part = 0): string {
  return `${String(block).padStart(12, '0')}-${String(logIndex).padStart(6, '0')}-${String(part).padStart(2, '0')}`
}

import type { Context } from 'ponder:registry'

/** The tables, as a handler reads and writes them. */
export type Store = Context['db']

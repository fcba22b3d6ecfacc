import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

/** Arrives as bigint. */
export const big = (name: string) => bigint(name, { mode: 'bigint' })

export const brand = () => big('brand_id').notNull()

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const moment = (name: string) => timestamp(name, { withTimezone: true })

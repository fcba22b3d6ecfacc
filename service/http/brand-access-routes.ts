import type { Hono } from 'hono'
import { addKey } from '../access/add-key.ts'
import { type AccessKey, listKeys, statusOfKey } from '../access/list-keys.ts'
import { type LoggedEntry, readLog } from '../access/read-log.ts'
import { revokeKey } from '../access/revoke-key.ts'
import { rotateKey } from '../access/rotate-key.ts'
import { byCaller, nothingThere, numberOf, queryOf } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { brandNothingSchema, keyAddSchema, keyRotateSchema, pageSchema } from './brand-schema.ts'

/** Keys of a brand, and who did what with them. */
export function brandAccessRoutes(routes: Hono, { door, database, now }: BrandDesk): void {
  routes.get('/keys', async (context) => {
    const { brandId } = await door.admit(context, 'listKeys')
    return context.json({ keys: (await listKeys(database, { brandId })).map((known) => describeKey(known, now())) })
  })
  routes.post('/keys', (context) =>
    door.once(context, 'addKey', {
      ...{ schema: keyAddSchema, status: 201 },
      work: async (sql, caller, { role, name, expiresSeconds }) => {
        const by = byCaller(caller, now())
        const { known, key } = await addKey(sql, { ...by, role, name, expiresAt: later(by.at, expiresSeconds) })
        return { ...describeKey(known, by.at), value: key }
      },
    }),
  )
  routes.post('/keys/:number/rotate', (context) =>
    door.once(context, 'rotateKey', {
      ...{ schema: keyRotateSchema, status: 200 },
      work: async (sql, caller, { overlapSeconds, expiresSeconds }) => {
        const by = byCaller(caller, now())
        const formerUntil = new Date(by.at.getTime() + overlapSeconds * 1_000)
        const asked = { ...by, number: numberOf(context), formerUntil, expiresAt: later(by.at, expiresSeconds) }
        const { known, key } = await rotateKey(sql, asked)
        return { ...describeKey(known, by.at), value: key }
      },
    }),
  )
  routes.post('/keys/:number/revoke', (context) =>
    door.once(context, 'revokeKey', {
      ...{ schema: brandNothingSchema, status: 200 },
      work: async (sql, caller) => {
        const by = byCaller(caller, now())
        const number = numberOf(context)
        await revokeKey(sql, { ...by, number })
        const [known] = await listKeys(sql, { brandId: by.brandId, number })
        if (!known) throw nothingThere('key')
        return describeKey(known, by.at)
      },
    }),
  )
  routes.get('/audit', async (context) => {
    const { brandId } = await door.admit(context, 'listActs')
    const { before, limit } = queryOf(context, pageSchema)
    const entries = await readLog(database, { brandId, before, limit })
    const last = entries.length < limit ? undefined : entries.at(-1)
    return context.json({ acts: entries.map(describeEntry), next: last?.sequence.toString() ?? null })
  })
}

const later = (at: Date, seconds: number | undefined): Date | undefined =>
  seconds === undefined ? undefined : new Date(at.getTime() + seconds * 1_000)

function describeKey(known: AccessKey, now: Date) {
  const { number, role, name, createdAt, expiresAt, revokedAt, formerUntil, lastUsedAt } = known
  return {
    ...{ key: number, role, name, status: statusOfKey(known, now) },
    addedAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    formerKeyUntil: formerUntil !== null && formerUntil > now ? formerUntil.toISOString() : null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}

function describeEntry({ sequence, at, ...rest }: LoggedEntry) {
  return { ...rest, sequence: sequence.toString(), at: at.toISOString() }
}

import type { Hono } from 'hono'
import { addTillBy, revokeTillBy } from '../access/till-acts.ts'
import type { Device } from '../till/device.ts'
import { listDevices } from '../till/list-devices.ts'
import { byCaller, nothingThere, numberOf } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { brandNothingSchema, tillAddSchema } from './brand-schema.ts'

/** Tills of a brand: its cashiers. */
export function brandTillRoutes(routes: Hono, { door, database, now }: BrandDesk): void {
  routes.get('/tills', async (context) => {
    const { brandId } = await door.admit(context, 'listTills')
    return context.json({ tills: (await listDevices(database, { brandId })).map(describeTill) })
  })
  routes.post('/tills', (context) =>
    door.once(context, 'addTill', {
      ...{ schema: tillAddSchema, status: 201 },
      work: async (sql, caller, till) => {
        const { device, key } = await addTillBy(sql, byCaller(caller, now()), till)
        return { ...describeTill(device), key }
      },
    }),
  )
  routes.post('/tills/:number/revoke', (context) =>
    door.once(context, 'revokeTill', {
      ...{ schema: brandNothingSchema, status: 200 },
      work: async (sql, caller) => {
        const number = numberOf(context)
        const [known] = await listDevices(sql, { brandId: caller.brandId, number })
        if (!known) throw nothingThere('till')
        return describeTill(await revokeTillBy(sql, byCaller(caller, now()), number))
      },
    }),
  )
}

function describeTill({ number, name, location, mode, createdAt, revokedAt }: Device) {
  const times = { addedAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null }
  return { till: number, name, location, mode, ...times }
}

import { Hono } from 'hono'
import { z } from 'zod'
import { originOf } from '../relay/quotas.ts'
import { findReceiptsOfCredit } from '../receipts/find-receipt.ts'
import { clientAddress } from './client-address.ts'
import { bearsToken } from './portal-token.ts'
import { problemResponse } from './problem.ts'
import { addressSchema } from './request-schema.ts'
import type { AppOptions } from './service-app.ts'

const place = z.object({
  address: addressSchema,
  brand: z.coerce.number().int().min(1).max(0xffff_ffff),
  sequence: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
})

/** What a member bought: for the portal's server alone, which asks for whoever is signed in there. */
export function receiptRoutes({ relay, quotas, trustedProxies, books }: AppOptions): Hono {
  const routes = new Hono()
  routes.get('/members/:address/receipts/:brand/:sequence', async (context) => {
    await quotas.use('reads', originOf(clientAddress(context, trustedProxies), relay.originSecret))
    if (!bearsToken(context.req.header('authorization'), books.portalToken)) {
      const detail = 'Purchases are shown to the member alone. Sign in at the portal and open the receipt there.'
      return problemResponse(context, { code: 'NotThePortal', status: 401, detail })
    }
    const asked = place.safeParse(context.req.param())
    if (!asked.success) {
      const detail = 'That is not an address, a brand and the number of a batch.'
      return problemResponse(context, { code: 'BadRequest', status: 400, detail })
    }
    const { address, brand: brandId, sequence } = asked.data
    const { database, client, hub } = relay
    const scope = { database, home: books.home, brandId, chainId: client.chain.id, hub }
    const [brand] = await database<{ code: string }[]>`select code from brands where brand_id = ${brandId}`
    const of = { sequence, member: address }
    const receipts = brand ? await findReceiptsOfCredit({ ...scope, code: brand.code }, of) : []
    context.header('Cache-Control', 'no-store')
    return context.json({ receipts })
  })
  return routes
}

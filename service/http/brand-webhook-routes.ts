import type { Hono } from 'hono'
import type { Role } from '../access/actor.ts'
import { mayDo } from '../access/permissions.ts'
import { addWebhookBy, removeWebhookBy, replayWebhooksBy } from '../access/webhook-acts.ts'
import { listMessages } from '../webhooks-out/messages.ts'
import { listTargets } from '../webhooks-out/targets.ts'
import { byCaller, numberOf, queryOf, refusing } from './brand-asked.ts'
import type { BrandDesk } from './brand-routes.ts'
import { brandNothingSchema, limitSchema, webhookAddSchema, webhookReplaySchema } from './brand-schema.ts'

const LOCAL_CHAIN = 31_337

/** Addresses of a brand that are told what happens. */
export function brandWebhookRoutes(routes: Hono, { door, database, home, client, now }: BrandDesk): void {
  routes.get('/webhooks', async (context) => {
    const { brandId, role } = await door.admit(context, 'listWebhooks')
    const { limit } = queryOf(context, limitSchema)
    const [targets, messages] = await Promise.all([
      listTargets(database, { brandId }),
      listMessages(database, { brandId, limit }),
    ])
    return context.json({
      targets: targets.map(({ target, url, mode, types, createdAt, pending, failed }) => {
        return { target, url: urlFor(role, url), mode, types, addedAt: createdAt.toISOString(), pending, failed }
      }),
      messages: messages.map(({ dueAt: _, createdAt, ...rest }) => ({ ...rest, createdAt: createdAt.toISOString() })),
    })
  })
  routes.post('/webhooks', (context) =>
    door.once(context, 'addWebhook', {
      ...{ schema: webhookAddSchema, status: 201 },
      work: (sql, caller, { url, mode, types }) =>
        refusing(async () => {
          // Only the chain of this machine has receivers on this machine.
          const dev = client.chain.id === LOCAL_CHAIN
          const asked = { home, brand: caller.brand, url, mode, types, dev }
          const added = await addWebhookBy(sql, byCaller(caller, now()), asked)
          return { ...added, mode, types: types ?? null }
        }),
    }),
  )
  routes.post('/webhooks/:number/remove', (context) =>
    door.once(context, 'removeWebhook', {
      ...{ schema: brandNothingSchema, status: 200 },
      work: (sql, caller) =>
        refusing(async () => {
          const target = numberOf(context)
          await removeWebhookBy(sql, byCaller(caller, now()), { home, brand: caller.brand, target })
          return { target, status: 'removed' }
        }),
    }),
  )
  routes.post('/webhooks/replay', (context) =>
    door.once(context, 'replayWebhooks', {
      ...{ schema: webhookReplaySchema, status: 200 },
      work: async (sql, caller, asked) => {
        const replayed = await replayWebhooksBy(sql, byCaller(caller, now()), 'ids' in asked ? asked.ids : undefined)
        return { replayed }
      },
    }),
  )
}

/** Path and query of an address may be a secret of whoever takes the messages: whoever adds none sees where they go, no more. */
const urlFor = (role: Role, url: string): string => (mayDo(role, 'addWebhook') ? url : new URL(url).origin)

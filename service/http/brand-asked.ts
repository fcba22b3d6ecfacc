import type { Context } from 'hono'
import type { z } from 'zod'
import { AccessError } from '../access/access-error.ts'
import type { By } from '../access/recorded.ts'
import type { KeyHolder } from '../access/find-caller.ts'
import { ShopError } from '../intake/shop-error.ts'
import { WebhookError } from '../webhooks-out/webhook-error.ts'
import { numberSchema } from './brand-schema.ts'
import { badRequest } from './till-door.ts'

/** The number in a path; what is none was never there. */
export function numberOf(context: Context, name = 'number'): number {
  const parsed = numberSchema.safeParse(context.req.param(name))
  if (parsed.success) return parsed.data
  throw new AccessError('NotFound', { status: 404, sentence: 'There is no such thing: a number from 1 belongs here.' })
}

/** What stands behind the question mark, read. */
export function queryOf<schema extends z.ZodType>(context: Context, schema: schema): z.output<schema> {
  const parsed = schema.safeParse(context.req.query())
  if (parsed.success) return parsed.data
  throw badRequest(parsed.error)
}

/** As the audit log has it. */
export const byCaller = ({ brandId, actor }: KeyHolder, at: Date): By => ({ brandId, actor, at })

/** What was not carried out for a reason of the brand's own, as a refusal. */
export async function refusing<result>(work: () => Promise<result>): Promise<result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WebhookError) {
      const status = error.code === 'UnknownTarget' ? 404 : 422
      throw new AccessError(error.code, { status, sentence: error.message, cause: error })
    }
    if (!(error instanceof ShopError)) throw error
    throw new AccessError('Refused', { status: 422, sentence: error.message, cause: error })
  }
}

/** The same for what another brand has and what nobody has. */
export const nothingThere = (what: string): AccessError =>
  new AccessError('NotFound', { status: 404, sentence: `This brand has no ${what} of this number.` })

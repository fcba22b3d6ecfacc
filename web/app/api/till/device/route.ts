import { z } from 'zod'
import type { TillDevice } from '../../../../features/till/till-device.ts'
import { currencyCodes } from '../../../../i18n/currencies.ts'
import { answer, json } from '../../../../server/answer.ts'
import { askTill } from '../../../../server/ask-till.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readBrands } from '../../../../server/brands.ts'
import { readJson } from '../../../../server/read-json.ts'
import { openTillSession } from '../../../../server/till-session.ts'

export const dynamic = 'force-dynamic'

const settings = z.strictObject({
  currency: z.enum(currencyCodes),
  /** Of the prices, in basis points; 0 where they are without. */
  taxBasisPoints: z.int().min(0).max(9_999),
})

const posted = z.strictObject({
  /** Missing where only the settings change. */
  key: z
    .string()
    .trim()
    .regex(/^till_[\w-]{20,80}$/)
    .optional(),
  settings,
})

/** Whose till this browser is. */
export async function GET(request: Request): Promise<Response> {
  return await answer('look a till up', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const session = await openTillSession()
    if (session.key === undefined || session.settings === undefined) return json(null)
    return await describe(request, session.key, session.settings)
  })
}

/** Sets this browser up as a till: the key goes into a sealed cookie if the service knows it. */
export async function POST(request: Request): Promise<Response> {
  return await answer('set a till up', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const read = await readJson(request, posted)
    if (read instanceof Response)
      return problem(400, 'KeyUnread', 'A key begins with till_ and has 43 characters after it. Copy the whole of it.')
    const session = await openTillSession()
    const key = read.key ?? session.key
    if (key === undefined) return problem(401, 'NoDevice', 'No till is set up in this browser. Enter its key.')
    const described = await describe(request, key, read.settings)
    if (described.ok) {
      session.key = key
      session.settings = read.settings
      await session.save()
    }
    return described
  })
}

/** From now on this browser is no till. The key itself goes on until the brand revokes it. */
export async function DELETE(): Promise<Response> {
  const session = await openTillSession()
  session.destroy()
  return json(null)
}

async function describe(request: Request, key: string, kept: z.output<typeof settings>): Promise<Response> {
  const response = await askTill(request, { key, path: '' })
  if (!response) return problem(503, 'NoService', 'This network runs without the service of tills. Ask its operator.')
  if (!response.ok) {
    const type = response.headers.get('content-type') ?? 'application/problem+json'
    return new Response(response.body, { status: response.status, headers: { 'content-type': type } })
  }
  const device = (await response.json()) as Omit<TillDevice, 'brandName' | 'settings'>
  return json({ ...device, brandName: await nameOf(device.brand), settings: kept } satisfies TillDevice)
}

/** A till works without the read model: its brand is then called by its code. */
async function nameOf(code: string): Promise<string> {
  const brands = await readBrands().catch(() => [])
  return brands.find((brand) => brand.code === code)?.name ?? code
}

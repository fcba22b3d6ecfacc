import { SERVICE } from '../access/actor.ts'
import type { Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { askErasure } from './ask-erasure.ts'
import { type Person, personOfNumber } from './find-person.ts'
import { answerRequest, listPrivacyRequests, type OpenRequest } from './privacy-requests.ts'
import { type ErasureTools, runErasures } from './run-erasure.ts'

/**
 * Erases whom shops asked to be erased: the whole person where only that shop knows them, else what came from that shop. Gives
 * how many requests are answered.
 */
export async function redactAsked(
  tools: ErasureTools,
  { brandId, onTrouble }: { brandId?: number; onTrouble?: (error: unknown) => void } = {},
): Promise<number> {
  const open = (await listPrivacyRequests(tools.database, { brandId })).filter(({ kind }) => kind !== 'data')
  let answered = 0
  for (const request of open) {
    try {
      if (await redact(tools, request)) answered += 1
    } catch (error) {
      await tellFailure(tools, request, error)
      if (!onTrouble) throw error
      onTrouble(error)
    }
  }
  return answered
}

/** One request that cannot be carried out is its own trouble; somebody has to look. */
async function tellFailure({ database }: ErasureTools, { brandId, id }: OpenRequest, error: unknown): Promise<void> {
  const kind = error instanceof Error ? error.name : 'Error'
  const problem = `Carrying it out failed (${kind}): the service's log tells why. It is tried again every minute.`
  await raiseAlert(database, { brandId, kind: 'redactFailed', subject: String(id), detail: { problem } })
}

async function redact(tools: ErasureTools, request: OpenRequest): Promise<boolean> {
  const { database, now } = tools
  const { brandId, brand, id, provider, shop } = request
  const { names, pepper } = await tools.secrets.of(brand)
  const ids: bigint[] = []
  for (const number of request.members) {
    const person = await personOfNumber(database, { brandId, brand }, number, pepper)
    const elsewhere = await isKnownElsewhere(database as unknown as Transaction, person, request)
    const only = elsewhere ? { provider, shop } : undefined
    if (await isDone(database as unknown as Transaction, { brandId, number, request: id })) continue
    const asked = { person, names, actor: SERVICE, at: now(), only, request: id }
    ids.push(...(await database.begin((sql) => askErasure(sql, asked))))
  }
  await runErasures(tools, { brandId, brand, ids })
  const [left] = await database`
    select 1 from erasures where brand_id = ${brandId} and id = any(${ids.map(String)}::bigint[]) and status <> 'done' limit 1`
  if (left) return false
  const answer = request.members.length === 1 ? 'erased' : `${request.members.length} people erased`
  await database.begin(async (sql) => {
    await answerRequest(sql, { brandId, id, answer, actor: SERVICE, at: now() })
    await settleAlert(sql, { brandId, kind: 'redactFailed', subject: String(id) })
  })
  return true
}

/** Enrolled at a till, imported from a file, or a customer of another shop. */
async function isKnownElsewhere(sql: Transaction, person: Person, { provider, shop }: OpenRequest): Promise<boolean> {
  const { brandId, member, enrolled } = person
  if (enrolled.length > 0) return true
  const rows = await sql`
    select 1 from orders where brand_id = ${brandId} and member = ${member?.number ?? 0}
      and (provider, shop) <> (${provider}, ${shop}) limit 1`
  return rows.length > 0
}

async function isDone(
  sql: Transaction,
  { brandId, number, request }: { brandId: number; number: number; request: bigint },
): Promise<boolean> {
  const rows = await sql`
    select 1 from erasures
    where brand_id = ${brandId} and member = ${number} and request = ${request} and status = 'done'`
  return rows.length > 0
}

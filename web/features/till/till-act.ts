import { ProblemError } from '../../browser/problem-error.ts'
import { tillRequest } from './till-api.ts'
import { drop, keep, kept } from './till-store.ts'

/** What the cashier does to the books; of each kind one at a time. */
export type ActKind = 'sale' | 'enrol' | 'payment' | 'return' | 'void' | 'queue'

/** Something that was sent and is not answered, with the key it goes out under until it is. */
export interface Act {
  key: string
  path: string
  body: string
}

const TRIES = 4

/** Answers after which the service has nothing of the request: it may be sent again as it is. */
const leftNothing = ({ status, code }: ProblemError): boolean =>
  [400, 401, 413, 415, 429].includes(status) || code === 'StillRunning'

/**
 * Does something once. The key is made before the first try and kept in the browser until there is an answer, so that a reload,
 * a lost connection or a second tap does nothing twice.
 */
export async function act<Answer>(kind: ActKind, path: string, body: unknown): Promise<Answer> {
  const text = JSON.stringify(body)
  const known = await kept<Act>('acts', kind)
  const same = known !== undefined && known.path === path && known.body === text
  const one = same ? known : { key: crypto.randomUUID(), path, body: text }
  if (!same) await keep('acts', kind, one)
  return await send<Answer>(kind, one)
}

/** What was under way when the page was left; undefined where nothing was. */
export const openAct = (kind: ActKind): Promise<Act | undefined> => kept<Act>('acts', kind)

/** Sends it again as it was. */
export async function send<Answer>(kind: ActKind, { key, path, body }: Act): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await tillRequest<Answer>({ method: 'POST', path, body, key })
      await drop('acts', kind)
      return answer
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (error.code === 'StillRunning' && attempt < TRIES) {
        await new Promise((resolve) => setTimeout(resolve, (error.retryAfter ?? 1) * 1_000))
        continue
      }
      if (!leftNothing(error)) await drop('acts', kind)
      throw error
    }
  }
}

/** The cashier gives it up: what was typed is forgotten. */
export const forgetAct = (kind: ActKind): Promise<void> => drop('acts', kind)

import { api, post } from './api.ts'

/** What the relay tells of an intent or of an account's operation. */
export interface Relayed {
  id: string
  status: 'queued' | 'sent' | 'done' | 'failed'
  transaction?: `0x${string}` | null
  block?: string | number | null
  problem?: { code: string; detail: string } | null
}

export type RelayPath = 'intents' | 'account-operations'

/** Hands something signed to the relay. Handing it over again gives the same id. */
export const submit = (path: RelayPath, body: unknown): Promise<Relayed> => post(`/api/relay/v1/${path}`, body)

export const lookUp = (id: string): Promise<Relayed> => api(`/api/relay/v1/intents/${id}`)

const LOOK_EVERY_MS = 4_000

/** Tells every change until `done` or `failed`; ends with an error when the connection does. */
export function watch(id: string, tell: (relayed: Relayed) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/api/relay/v1/intents/${id}/events`)
    const end = (settle: () => void): void => {
      clearInterval(timer)
      source.close()
      settle()
    }
    const take = (relayed: Relayed): void => {
      tell(relayed)
      if (relayed.status === 'done' || relayed.status === 'failed') end(resolve)
    }
    // A connection can be lost without anybody being told: now and then we ask.
    const timer = setInterval(
      () => void lookUp(id).then(take, (error: unknown) => end(() => reject(error as Error))),
      LOOK_EVERY_MS,
    )
    source.addEventListener('intent', (event: MessageEvent<string>) => take(JSON.parse(event.data) as Relayed))
    source.onerror = () => end(() => reject(new Error('The stream of events ended early.')))
    signal.addEventListener('abort', () => end(resolve), { once: true })
  })
}

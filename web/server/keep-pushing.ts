import type { PortalEnv } from './env.ts'
import { pushKeys } from './push-keys.ts'
import { pushNotices } from './push-notices.ts'

const EVERY_MS = 60_000

/** Looks once a minute for what members want to be told, until `signal` ends it. */
export function keepPushing({ home, origin }: PortalEnv, signal: AbortSignal): void {
  const subject = origin.startsWith('https:') ? origin : 'mailto:nobody@localhost'
  let busy = false
  const round = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      await pushNotices({ keys: await pushKeys(home), subject })
    } catch (error) {
      console.warn(
        'Notices could not be looked for:',
        error instanceof Error ? error.message.split('\n')[0] : 'unknown',
      )
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void round(), EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

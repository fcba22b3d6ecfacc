import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Draw } from '../../test/model/random.ts'
import { signDelivery } from './sign-delivery.ts'
import type { InputLine } from './write-input.ts'

export interface SendParameters {
  readonly path: string
  /** Replicas of the service, each with its own address. */
  readonly urls: readonly string[]
  readonly secrets: ReadonlyMap<string, string>
  readonly draw: Draw
  /** Deliveries under way at a time. */
  readonly atOnce: number
  /** Told of each that was answered with 200. */
  readonly onAccepted: (line: InputLine) => void
  /** Waited for before each delivery. */
  readonly pace?: () => Promise<void>
  /** What a provider would do that takes a broken connection for an answer; only to show that the run notices. */
  readonly careless?: boolean
}

export interface Sent {
  accepted: number
  attempts: number
  /** By status, for a look at why attempts failed. */
  readonly failures: Record<string, number>
}

/** As providers do; longer, and the delivery is sent again. */
const PATIENCE_MS = 5_000
const LONGEST_PAUSE_MS = 2_000
/** After so many refusals of one delivery nothing is going to change. */
const REFUSALS = 20

/** Sends every line of the file until each was answered with 200. Throws where one is refused for good. */
export async function sendDeliveries(parameters: SendParameters): Promise<Sent> {
  const sent: Sent = { accepted: 0, attempts: 0, failures: {} }
  const lines = createInterface({ input: createReadStream(parameters.path) })[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    for (;;) {
      await parameters.pace?.()
      const next = await lines.next()
      if (next.done) return
      const line = JSON.parse(next.value) as InputLine
      await sendUntilAccepted(parameters, sent, line)
      sent.accepted += 1
      parameters.onAccepted(line)
    }
  }
  await Promise.all(Array.from({ length: parameters.atOnce }, work))
  return sent
}

async function sendUntilAccepted(parameters: SendParameters, sent: Sent, line: InputLine): Promise<void> {
  let replica = parameters.draw(parameters.urls.length)
  for (let tries = 0, refusals = 0; ; tries += 1) {
    const result = await post(parameters, line, replica)
    sent.attempts += 1
    if (result === '200') return
    sent.failures[result] = (sent.failures[result] ?? 0) + 1
    if (parameters.careless && result === 'cut') return
    // As a load balancer does: nobody listens there, so the next one is asked.
    replica += 1
    if (result === 'refused' && tries % parameters.urls.length === 0) continue
    if (/^4/.test(result) && result !== '429' && (refusals += 1) > REFUSALS) {
      throw new Error(`${line.id} of ${line.brand} was refused with ${result}.`)
    }
    await sleep(Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries) * (0.5 + parameters.draw(1_000) / 1_000))
  }
}

/** The status answered, or how the connection ended. */
async function post({ urls, secrets }: SendParameters, line: InputLine, replica: number): Promise<string> {
  const url = urls[replica % urls.length] ?? ''
  const delivery = signDelivery(line, secrets.get(line.brand) ?? '', new Date())
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(`${url}/webhooks/${line.brand}/generic`, { method: 'POST', ...delivery, signal })
    await answer.arrayBuffer()
    return String(answer.status)
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string }
    return code === 'ECONNREFUSED' ? 'refused' : 'cut'
  }
}

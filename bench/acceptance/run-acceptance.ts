import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drawFrom } from '../../test/model/random.ts'
import { agrees, type Verdict } from './ask-oracle.ts'
import { type Disturbances, Disturber } from './disturb.ts'
import type { Fault } from './fault-proxy.ts'
import { type Lag, readLag } from './read-lag.ts'
import { sabotage, type Sabotage } from './sabotage.ts'
import { type Sent, sendDeliveries } from './send-deliveries.ts'
import { openStage, type Stage } from './stage.ts'
import { untilSettled } from './until-settled.ts'
import { type WrittenInput, writeInput } from './write-input.ts'

export interface AcceptanceParameters extends Disturbances {
  readonly seed: number
  readonly purchases: number
  readonly members: number
  readonly brands: number
  /** Of a thousand requests to the node, how many meet a fault. */
  readonly faultsPerMille: number
  /** A safeguard taken away on purpose: the run must fail. */
  readonly sabotage?: Sabotage
  /** Its database waits for no disk, which nobody measures. */
  readonly throwAway?: boolean
  /** The longest nothing changes before the run counts as over. */
  readonly idleMs?: number
  readonly say: (what: string) => void
}

export interface AcceptanceResult {
  readonly written: WrittenInput
  readonly sent: Sent
  readonly verdict: Verdict
  readonly passed: boolean
  readonly done: Disturbances
  readonly faults: Record<Fault, number>
  readonly requests: number
  /** Replicas that ended by themselves, which a supervisor had to start again. */
  readonly endedAlone: number
  readonly lag: Lag
  readonly sendSeconds: number
  readonly seconds: number
}

const REPLICAS = 2
const AT_ONCE = 24

/** Sells, disturbs and waits on a network of its own, then lets the oracle judge. */
export async function runAcceptance(parameters: AcceptanceParameters): Promise<AcceptanceResult> {
  const { seed, brands } = parameters
  const codes = Array.from({ length: brands }, (_, number) => `shop-${number + 1}`)
  const stage = await openStage({
    brands: codes,
    replicas: REPLICAS,
    faults: { seed, perMille: parameters.faultsPerMille },
    throwAway: parameters.throwAway ?? false,
  })
  try {
    const result = await runOn(stage, parameters)
    if (!result.passed) parameters.say(await troublesIn(stage.logFile))
    return result
  } catch (error) {
    parameters.say(await troublesIn(stage.logFile))
    throw error
  } finally {
    await stage.stop()
  }
}

async function runOn(stage: Stage, parameters: AcceptanceParameters): Promise<AcceptanceResult> {
  const { seed, purchases, members, say } = parameters
  const input = join(stage.network.home, 'input.jsonl')
  const brands = [...stage.tokens.keys()]
  const written = await writeInput({ path: input, seed, purchases, members, brands, start: new Date() })
  for (const replica of stage.replicas) replica.start()
  await Promise.all(stage.replicas.map((replica) => replica.untilUp()))
  if (parameters.sabotage) await sabotage(stage, parameters.sabotage)
  const started = performance.now()
  const stopTelling = tellProgress(stage, say)
  const { sent, done, acceptedAt, sendSeconds } = await sell(stage, { parameters, input, written })
  say(`all ${sent.accepted} deliveries accepted after ${sendSeconds.toFixed(0)} s`)
  const question = { input, rpcUrl: stage.network.rpcUrl, tokens: stage.tokens }
  const idleMs = parameters.idleMs ?? 120_000
  const verdict = await untilSettled({ stage, question, idleMs, afterMs: 3_000 })
  const seconds = (performance.now() - started) / 1_000
  stopTelling()
  const lag = await readLag(stage.databaseUrl, acceptedAt)
  const { counts: faults, requests } = stage.proxy
  const endedAlone = stage.replicas.reduce((sum, { ended }) => sum + ended, 0)
  const found = { written, sent, verdict, done, faults, requests, endedAlone, lag, sendSeconds, seconds }
  return { ...found, passed: agrees(verdict) && lag.parked === 0 }
}

/** The last the service said of anything but requests. */
async function troublesIn(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).split('\n')
  return lines
    .filter((line) => !line.includes('"what":"request"'))
    .slice(-40)
    .join('\n')
}

type Sale = { parameters: AcceptanceParameters; input: string; written: WrittenInput }

async function sell(stage: Stage, { parameters, input, written }: Sale) {
  const { seed, say, kills, reorgs, databaseRestarts } = parameters
  const disturber = new Disturber({
    stage,
    draw: drawFrom(seed + 1),
    deliveries: written.deliveries,
    planned: { kills, reorgs, databaseRestarts },
    onDisturbed: say,
  })
  const acceptedAt = new Map<string, number>()
  const started = performance.now()
  const disturbing = disturber.run()
  // Its failure reaches the sender through `pace`; here it must only not go unheard.
  disturbing.catch(() => undefined)
  const sent = await sendDeliveries({
    path: input,
    urls: stage.replicas.map(({ url }) => url),
    secrets: stage.secrets,
    draw: drawFrom(seed + 2),
    atOnce: AT_ONCE,
    pace: disturber.pace,
    careless: parameters.sabotage === 'careless-answer',
    onAccepted: (line) => {
      disturber.accepted()
      const key = `${line.brand} ${line.order}`
      if (line.kind === 'sale' && !acceptedAt.has(key)) acceptedAt.set(key, Date.now())
    },
  })
  const sendSeconds = (performance.now() - started) / 1_000
  await disturbing
  return { sent, done: disturber.done, acceptedAt, sendSeconds }
}

/** A line now and then, so that a long run is seen to go on; gives what ends it. */
function tellProgress(stage: Stage, say: (what: string) => void): () => void {
  const end = new AbortController()
  const tell = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await sleep(15_000, undefined, { signal: end.signal, ref: false }).catch(() => undefined)
      if (!end.signal.aborted) say(`${stage.proxy.requests} requests to the node so far`)
    }
  }
  void tell()
  return () => end.abort()
}

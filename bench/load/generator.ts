/** A process of its own that sends requests at fixed rates; told by its argument, answers on standard output. */
import { randomBytes, randomUUID } from 'node:crypto'
import { constants, setPriority } from 'node:os'
import { signBody } from '../acceptance/sign-delivery.ts'
import { HttpAgent } from './http-agent.ts'
import { openLoop, quantile } from './open-loop.ts'
import { cardOf, customerOf } from './people.ts'
import { saleBody } from './sale-body.ts'

export interface Job {
  readonly url: string
  readonly code: string
  readonly secret: string
  readonly devices: readonly string[]
  readonly people: number
  readonly seconds: number
  /** Requests a second, by what is asked; what is not named is not asked. */
  readonly rates: Partial<Record<Kind, number>>
}

export type Kind = 'webhook' | 'lookup' | 'preview' | 'health'

export interface KindFigures {
  readonly sent: number
  readonly failed: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
}

export interface Generated {
  readonly kinds: Partial<Record<Kind, KindFigures>>
  readonly seconds: number
  readonly cpuSeconds: number
}

type Asker = (agent: HttpAgent, job: Job) => (n: number) => Promise<boolean>

const ASKERS: Record<Kind, Asker> = { webhook: askWebhook, lookup: askLookup, preview: askPreview, health: askHealth }

/** A new order of a customer picked at random. */
function askWebhook(agent: HttpAgent, { url, code, secret, people }: Job): (n: number) => Promise<boolean> {
  const run = randomBytes(4).toString('hex')
  return async (n) => {
    const customer = { id: customerOf(below(people)) }
    const sentAt = new Date()
    const body = saleBody({ order: `${run}-${n}`, at: sentAt, customer, number: n })
    const signed = signBody({ id: `msg_${randomUUID()}`, body, secret, sentAt })
    return (await agent.post(`${url}/webhooks/${code}/generic`, signed)).status === 200
  }
}

/** Somebody's card, picked at random. */
function askLookup(agent: HttpAgent, job: Job): (n: number) => Promise<boolean> {
  return async (n) => {
    const { status } = await till(agent, job, n, '/members/lookup', { card: cardOf(2 * below(job.people / 2)) })
    return status === 200
  }
}

/** A basket of somebody who was looked up before the clock ran. */
function askPreview(agent: HttpAgent, job: Job): (n: number) => Promise<boolean> {
  const lines = ['12.50', '3.20', '7.95'].map((net, line) => ({ id: String(line), net, categories: ['all'] }))
  return async (n) => {
    const member = handles[n % handles.length]
    const { status } = await till(agent, job, n, '/preview', { currency: 'EUR', member, lines })
    return status === 200
  }
}

function askHealth(agent: HttpAgent, { url }: Job): (n: number) => Promise<boolean> {
  return async () => (await agent.get(`${url}/healthz`)).status === 200
}

const handles: string[] = []
const HANDLES = 500

async function findHandles(agent: HttpAgent, job: Job): Promise<void> {
  while (handles.length < HANDLES) {
    const asked = { card: cardOf(2 * below(job.people / 2)) }
    const { status, body } = await till(agent, job, handles.length, '/members/lookup', asked)
    if (status !== 200) throw new Error(`A look-up was answered ${status}: ${body}`)
    handles.push((JSON.parse(body) as { member: string }).member)
  }
}

function till(agent: HttpAgent, { url, devices }: Job, n: number, path: string, asked: object) {
  const key = devices[n % devices.length] ?? ''
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  }
  return agent.post(`${url}/v1/till${path}`, { body: JSON.stringify(asked), headers })
}

const below = (limit: number): number => Math.floor(Math.random() * limit)

async function generate(job: Job): Promise<Generated> {
  const agent = new HttpAgent()
  if (job.rates.preview !== undefined) await findHandles(agent, job)
  const kinds = Object.entries(job.rates) as [Kind, number][]
  const cpu = process.cpuUsage()
  const started = performance.now()
  const sent = await Promise.all(
    kinds.map(async ([kind, perSecond]) => {
      const { latencies, failed } = await openLoop({ perSecond, seconds: job.seconds, send: ASKERS[kind](agent, job) })
      const at = (share: number) => quantile(latencies, share)
      const figures = {
        sent: latencies.length + failed,
        failed,
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        longest: at(1),
      }
      return [kind, figures] as const
    }),
  )
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  agent.end()
  return { kinds: Object.fromEntries(sent), seconds, cpuSeconds: (user + system) / 1e6 }
}

/** Those who ask have machines of their own: here they wait for no core that the service is busy on. Root alone may say so. */
function comeFirst(): void {
  if (process.getuid?.() === 0) setPriority(constants.priority.PRIORITY_HIGH)
}

const asked = process.argv[2]
if (asked === undefined) throw new Error('The generator needs to be told what to send.')
comeFirst()
console.log(JSON.stringify(await generate(JSON.parse(asked) as Job)))

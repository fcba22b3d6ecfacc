import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Draw, drawFrom } from '../../test/model/random.ts'

/** What may befall a request to the node. */
export const FAULTS = ['lost', 'error', 'busy', 'hang', 'reset', 'half', 'twice', 'stale'] as const
export type Fault = (typeof FAULTS)[number]

export interface ProxyParameters {
  readonly target: string
  readonly seed: number
  /** Of a thousand requests, how many meet a fault. */
  readonly perMille: number
  /** Only these, where given. */
  readonly faults?: readonly Fault[]
  /** The longest a request hangs before it is cut. */
  readonly hangMs?: number
}

type Answer = { status: number; body: string }
type Call = { id: unknown; method: string }

/**
 * Stands between the service and the node and does to requests what networks do. The worst is `lost`: the node has done
 * it, and nobody hears of it.
 */
export class FaultProxy {
  readonly counts: Record<Fault, number> = {
    lost: 0,
    error: 0,
    busy: 0,
    hang: 0,
    reset: 0,
    half: 0,
    twice: 0,
    stale: 0,
  }
  requests = 0
  perMille: number
  /** Nobody answers at all. */
  down = false
  /** The node behind; may become another one. */
  target: string
  #draw: Draw
  readonly #faults: readonly Fault[]
  readonly #hangMs: number
  readonly #server = createServer((request, response) => void this.#handle(request, response))

  constructor({ target, seed, perMille, faults = FAULTS, hangMs = 4_000 }: ProxyParameters) {
    this.target = target
    this.#draw = drawFrom(seed)
    this.#faults = faults
    this.#hangMs = hangMs
    this.perMille = perMille
  }

  /** From here on the faults of another seed. */
  reseed(seed: number): void {
    this.#draw = drawFrom(seed)
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1
    try {
      const body = await textOf(request)
      const fault = this.#next(body)
      if (fault !== undefined) this.counts[fault] += 1
      if (this.down) response.destroy()
      else await this.#answer(response, body, fault)
    } catch {
      // The client went away, or there is no node behind: either way nobody is answered.
      response.destroy()
    }
  }

  #next(body: string): Fault | undefined {
    if (this.down || this.#draw(1_000) >= this.perMille) return undefined
    const fault = this.#faults[this.#draw(this.#faults.length)]
    return fault === 'stale' && !STALE.test(body) ? 'lost' : fault
  }

  async #answer(response: ServerResponse, body: string, fault: Fault | undefined): Promise<void> {
    if (fault === undefined) return send(response, await this.#forward(body))
    if (fault === 'reset') return void response.destroy()
    if (fault === 'busy') return send(response, { status: 429, body: '{"error":"too many requests"}' })
    if (fault === 'hang') return this.#hang(response, body)
    const executed = fault !== 'error' || this.#draw(2) === 0
    const answer = executed ? await this.#forward(body) : { status: 503, body: '' }
    if (fault === 'error') return send(response, { status: 502, body: '<h1>Bad Gateway</h1>' })
    if (fault === 'lost') return void response.destroy()
    if (fault === 'half') return sendHalf(response, answer)
    if (fault === 'twice') return send(response, await this.#forward(body))
    return send(response, { ...answer, body: stale(body, answer.body, 1 + this.#draw(3)) })
  }

  async #hang(response: ServerResponse, body: string): Promise<void> {
    if (this.#draw(2) === 0) await this.#forward(body)
    await sleep(this.#draw(this.#hangMs), undefined, { ref: false })
    response.destroy()
  }

  async #forward(body: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(this.target, { method: 'POST', headers, body })
    return { status: answer.status, body: await answer.text() }
  }
}

const STALE = /"eth_(getTransactionCount|getTransactionReceipt)"/

/** The answer of a node that has not seen the last blocks: lower nonces, no receipts. */
function stale(asked: string, answered: string, behind: number): string {
  const calls = [JSON.parse(asked) as Call | Call[]].flat()
  const methods = new Map(calls.map(({ id, method }) => [id, method]))
  const age = (answer: { id: unknown; result?: unknown }) => {
    const method = methods.get(answer.id)
    if (method === 'eth_getTransactionReceipt') return { ...answer, result: null }
    if (method !== 'eth_getTransactionCount' || typeof answer.result !== 'string') return answer
    const count = Math.max(0, Number(answer.result) - behind)
    return { ...answer, result: `0x${count.toString(16)}` }
  }
  const answers = JSON.parse(answered) as { id: unknown } | { id: unknown }[]
  return JSON.stringify(Array.isArray(answers) ? answers.map(age) : age(answers))
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

function sendHalf(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.write(body.slice(0, body.length / 2), () => response.destroy())
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

import { createHash } from 'node:crypto'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { frame, readFrames } from './web-socket-frames.ts'

/** A mock of WalletConnect's relay: topics that pass on what was sealed by either side, kept for whoever comes later. */
export interface MockRelay {
  url: string
  /** What was asked of it, in order. */
  asked: string[]
  stop: () => Promise<void>
}

interface Asked {
  id: number
  method?: string
  params?: Record<string, unknown>
}

interface Reader {
  socket: Duplex
  /** Of the key it signs in with, the same after a reload. */
  name: string
}

interface Letter {
  topic: string
  message: string
  tag: number
}

const KEY = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export async function startMockRelay(): Promise<MockRelay> {
  const asked: string[] = []
  const post = new PostOffice()
  const sockets = new Set<Duplex>()
  const server = createServer((_, response) => response.writeHead(426).end())
  server.on('upgrade', ({ headers, url }, socket) => {
    const reader: Reader = { socket, name: nameOf(url ?? '') }
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      post.leave(reader)
    })
    socket.on('error', () => socket.destroy())
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${KEY}`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n`)
    socket.write(`sec-websocket-accept: ${accept}\r\n\r\n`)
    readFrames(socket, (text) => {
      const call = JSON.parse(text) as Asked
      if (call.method === undefined) return
      asked.push(call.method)
      const result = post.take(reader, call.method, call.params ?? {})
      socket.write(frame(JSON.stringify({ id: call.id, jsonrpc: '2.0', result })))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `ws://localhost:${port}`, asked, stop: () => stop(server, sockets) }
}

async function stop(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
}

function nameOf(url: string): string {
  const [, claims = ''] = (new URL(url, 'ws://relay').searchParams.get('auth') ?? '').split('.')
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { iss: string }).iss
}

const PROPOSE = 1100
const ACCEPT = 1101
const SETTLE = 1102

class PostOffice {
  readonly #readers = new Map<string, Set<Reader>>()
  readonly #letters: (Letter & { seenBy: Set<string> })[] = []

  take(from: Reader, method: string, params: Record<string, unknown>): unknown {
    const topic = String(params.topic)
    switch (method) {
      case 'irn_subscribe':
        return this.#subscribe(from, topic)
      case 'irn_batchSubscribe':
        return (params.topics as string[]).map((one) => this.#subscribe(from, one))
      case 'irn_publish':
        return this.#publish(from, { topic, message: String(params.message), tag: Number(params.tag) })
      case 'wc_proposeSession':
        this.#subscribe(from, String(params.pairingTopic))
        return this.#publish(from, this.#letter(params, 'pairingTopic', 'sessionProposal', PROPOSE))
      case 'wc_approveSession':
        this.#subscribe(from, String(params.sessionTopic))
        this.#publish(from, this.#letter(params, 'pairingTopic', 'sessionProposalResponse', ACCEPT))
        return this.#publish(from, this.#letter(params, 'sessionTopic', 'sessionSettlementRequest', SETTLE))
      case 'irn_fetchMessages':
      case 'irn_batchFetchMessages':
        return { messages: [], hasMore: false }
      default:
        return true
    }
  }

  leave(reader: Reader): void {
    for (const readers of this.#readers.values()) readers.delete(reader)
  }

  #letter(params: Record<string, unknown>, topic: string, message: string, tag: number): Letter {
    return { topic: String(params[topic]), message: String(params[message]), tag }
  }

  #subscribe(reader: Reader, topic: string): string {
    const readers = this.#readers.get(topic) ?? new Set()
    this.#readers.set(topic, readers.add(reader))
    const waiting = this.#letters.filter((letter) => letter.topic === topic && !letter.seenBy.has(reader.name))
    for (const letter of waiting) letter.seenBy.add(reader.name)
    // After the answer, so that the reader knows its subscription.
    setTimeout(() => waiting.forEach((letter) => deliver(reader, letter)), 50)
    return topic
  }

  #publish(from: Reader, letter: Letter): boolean {
    const seenBy = new Set([from.name])
    this.#letters.push({ ...letter, seenBy })
    for (const reader of this.#readers.get(letter.topic) ?? []) {
      if (seenBy.has(reader.name)) continue
      seenBy.add(reader.name)
      deliver(reader, letter)
    }
    return true
  }
}

let calls = 0

function deliver({ socket }: Reader, { topic, message, tag }: Letter): void {
  calls += 1
  const params = { id: topic, data: { topic, message, tag, publishedAt: Date.now() } }
  const id = Date.now() * 1_000 + (calls % 1_000)
  socket.write(frame(JSON.stringify({ id, jsonrpc: '2.0', method: 'irn_subscription', params })))
}

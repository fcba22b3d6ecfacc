import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordingNode {
  readonly url: string
  close(): void
}

/**
 * Passes requests on to a node and keeps its answers: asked the same again, it answers at once. What an audit takes here
 * the second time is its own work, from the bytes of the answers to the report, whatever node is behind.
 */
export async function recordNode(rpcUrl: string): Promise<RecordingNode> {
  const answers = new Map<string, Promise<Buffer>>()
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => {
        const answer = answers.get(body) ?? ask(rpcUrl, body)
        answers.set(body, answer)

        return answer
      })
      .then(
        (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
        (error: unknown) => response.writeHead(502).end(String(error)),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)

  return Buffer.concat(parts).toString('utf8')
}

async function ask(rpcUrl: string, body: string): Promise<Buffer> {
  const response = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!response.ok) throw new Error(`The node answered ${response.status}.`)

  return Buffer.from(await response.arrayBuffer())
}

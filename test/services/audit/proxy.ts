import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Rpc, RpcCall } from '../../../scripts/audit/rpc.ts'
import { present } from '../../../scripts/audit/present.ts'

type Request = RpcCall & { id: number }

/** A node over HTTP that answers what `rpc` answers. */
export async function serveRpc(rpc: Rpc): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Request | Request[]
      const calls = Array.isArray(body) ? body : [body]
      void rpc(calls).then((answers) => {
        const said = answers.map((answer, i) => ({ jsonrpc: '2.0', id: present(calls[i]).id, ...answer }))
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(Array.isArray(body) ? said : said[0]))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

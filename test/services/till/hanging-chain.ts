import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import type { Service } from '../../../service/http/serve.ts'
import { openService, type RelayStage } from '../relay/relay-stage.ts'

export type HangingChain = { service: Service; hang: () => void; stop: () => Promise<void> }

/** One more replica of the service, whose chain can be made to answer no more: worse than one that is away. */
export async function startOnHangingChain(stage: RelayStage, databaseUrl: string): Promise<HangingChain> {
  const { home, rpcUrl } = stage.network
  const waiting = new Set<ServerResponse>()
  let hangs = false
  const pass = async (body: Buffer, response: ServerResponse): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(rpcUrl, { method: 'POST', headers, body: new Uint8Array(body) })
    response.writeHead(answer.status, headers).end(await answer.text())
  }
  const proxy = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (hangs) waiting.add(response)
      else pass(Buffer.concat(parts), response).catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const known = await readNetwork(home)
  if (!known) throw new Error('There is no network.')
  const { port } = proxy.address() as AddressInfo
  await writeNetwork(home, { ...known, rpcUrl: `http://127.0.0.1:${port}` })
  const service = await openService(stage, { databaseUrl })
  await writeNetwork(home, known)
  return {
    service,
    hang: () => void (hangs = true),
    stop: async () => {
      hangs = false
      for (const response of waiting) response.destroy()
      await service.stop()
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

import { createServer } from 'node:net'
import { Refusal } from './refusal.ts'

/** Tells whether a port of this machine can be listened on. */
async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The wanted port, or the next free one after it. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1) {
    if (await isFree(port)) return port
  }
  throw new Refusal(`No port between ${wanted} and ${wanted + 199} is free. Choose another one in the environment.`)
}

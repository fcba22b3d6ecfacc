import { createServer } from 'node:http'
import next from 'next'
import { fixedHeaders } from './server/content-security-policy.ts'
import { readPortalEnv } from './server/env.ts'
import { keepPushing } from './server/keep-pushing.ts'
import { refuseMovedPasskeys } from './server/relying-party.ts'
import { visitorAddress } from './server/visitor-address.ts'

/** Runs the portal. What would make it unsafe ends it here, with a sentence, before anybody can come in. */
async function serve(): Promise<void> {
  const env = readPortalEnv()
  await refuseMovedPasskeys(env)
  process.env.PORTAL_ORIGIN = env.origin
  process.env.POINTS_HOME = env.home
  const dev = process.env.NODE_ENV === 'development'
  const app = next({ dev, dir: import.meta.dirname, port: env.port, hostname: 'localhost' })
  await app.prepare()
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => {
    // Nobody but us says where a request came from.
    request.headers['x-forwarded-for'] = visitorAddress(request, env.proxies)
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value)
    if (env.origin.startsWith('https:'))
      response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains')
    handle(request, response).catch((error: unknown) => {
      console.error('A request failed:', error instanceof Error ? error.message : 'unknown')
      response.destroy()
    })
  })
  server.listen(env.port, env.host, () => console.log(`The portal answers at ${env.origin}`))
  const ending = new AbortController()
  keepPushing(env, ending.signal)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      ending.abort()
      server.close(() => process.exit(0))
      server.closeAllConnections()
    })
  }
}

serve().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})

import type { Part } from './part.ts'
import { type ServiceParameters, startService } from './service.ts'

/** What carries members' signed intents into blocks. */
export async function servicePart(parameters: ServiceParameters): Promise<Part & { url: string }> {
  const url = `http://127.0.0.1:${parameters.port}`
  const first = await startService(parameters)
  const again = (): ReturnType<typeof startService> => startService(parameters)
  return { what: 'service', where: url, url, kept: { first, again, stop: 'SIGTERM' }, check: () => check(url) }
}

async function check(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/relay`, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  const { gasMoney } = (await answer.json()) as { gasMoney: { state: string; ether: string } }
  return `gas money ${gasMoney.state}, ${centsOf(gasMoney.ether)} ETH`
}

/** A decimal text cut after two places. */
const centsOf = (decimal: string): string => decimal.replace(/(\.\d\d)\d+$/, '$1')

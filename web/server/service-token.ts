import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPortalEnv } from './env.ts'

/** What shows the service that it is us who ask; undefined where the service has made none. */
export async function serviceToken(): Promise<string | undefined> {
  const given = process.env.SERVICE_TOKEN ?? ''
  if (given !== '') return given
  return await readFile(join(readPortalEnv().home, 'service-token'), 'utf8').catch(() => undefined)
}

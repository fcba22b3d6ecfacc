import { answer, json } from '../../../server/answer.ts'
import { portalConfig } from '../../../server/portal-config.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  return await answer('read the network', async () => json(await portalConfig()))
}

import { randomUUID } from 'node:crypto'
import type { Database } from '../../../service/database/open-database.ts'
import type { RelayStage } from '../relay/relay-stage.ts'

/** Blocks wait until they are released: what is signed stays under way. */
export async function holdBlocks({ node }: Pick<RelayStage, 'node'>): Promise<{ release: () => Promise<void> }> {
  await node.setAutomine(false)
  return {
    release: async () => {
      await node.setAutomine(true)
      await node.mine({ blocks: 1 })
    },
  }
}

/** As if the relay had taken an intent of this member for a payment, whatever else the member signed. */
export async function forceConfirmed(
  { database }: { database: Database },
  { id }: { id: string },
  { address }: { address: string },
): Promise<void> {
  const member = address.toLowerCase()
  const digest = `0x${randomUUID().replaceAll('-', '')}`
  await database`
    insert into relay_intents (id, chain_id, hub, digest, kind, verb, member, deadline, target, payload, signature, gas,
      origin, status)
    values (${randomUUID()}, 1, '0x', ${digest}, 'intent', 'Pay', ${member}, 0, '0x', '0x', '0x', 0, '', 'sent')`
  await database`
    update till_payments set state = 'confirmed', intent_digest = ${digest}, intent_member = ${member}, confirmed_at = now()
    where id = ${id}`
}

export async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen within 15 s.')
}

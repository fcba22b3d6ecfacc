import { randomUUID } from 'node:crypto'
import { type PrivateKeyAccount, parseEther } from 'viem'
import { getChainTime } from '../../../chain/actions/getChainTime.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { payWithPoints } from '../../../chain/actions/payWithPoints.ts'
import { withAccount } from '../../../chain/client.ts'
import { orderReferenceOf } from '../../../chain/codec/order-reference.ts'
import { sendCall } from '../../../chain/send.ts'
import type { Database } from '../../../service/database/open-database.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import type { RelayStage } from '../relay/relay-stage.ts'
import type { Answer, TillStage } from './till-stage.ts'

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

type Paying = {
  member: PrivateKeyAccount
  /** In µ; else what the till asks for. */
  value?: bigint | undefined
  /** Whose till asks; the points are those of the first brand, worth 0.01 USD each. */
  brandId?: number | undefined
}

/** Pays what a till's link asks for straight from a wallet. */
export async function payPastTheRelay(
  { client, brands }: TillStage,
  { link }: Answer,
  { member, value, brandId = brands.first }: Paying,
): Promise<void> {
  const asked = new URL(link as string).searchParams
  const amount = value ?? BigInt(asked.get('amount')!)
  await giveDevGasMoney(client, { account: member.address, wei: parseEther('1') })
  const { now } = await getChainTime(client)
  const legs = [{ brandId: brands.first, points: amount / 100n }]
  const orderReference = orderReferenceOf(asked.get('order')!)
  const call = { brandId, orderReference, legs, minValue: amount, deadline: now + 600n }
  await sendCall(withAccount(client, member), payWithPoints(client, call))
}

/** What the open alerts of a kind about a payment say. */
export async function alertsAbout(
  { database }: Pick<TillStage, 'database'>,
  kind: string,
  id: string,
): Promise<Record<string, unknown>[]> {
  const found = (await listAlerts(database)).filter((each) => each.kind === kind && each.subject.startsWith(id))
  return found.map(({ detail }) => detail)
}

import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import type { Minter } from './minter.ts'

/** Members whose claim address was claimed get their points at the account it was claimed to from now on. */
export async function drainClaims(minter: Minter): Promise<void> {
  const { database, client, brandId } = minter
  const [row] = await database`select claims_read_to from brands where brand_id = ${brandId}`
  const fromBlock = ((row?.['claims_read_to'] as bigint | undefined) ?? -1n) + 1n
  const { block: toBlock } = await getChainTime(client)
  const address = client.contracts.hub
  const query = { abi: clearingHubAbi, eventName: 'Claimed', address, args: { brandId }, fromBlock, toBlock } as const
  const claims = await collectEvents(client, query)
  await database.begin(async (sql) => {
    for (const { args } of claims) {
      await sql`
        update members set account = ${args.to.toLowerCase()}
        where brand_id = ${brandId} and claim_address = ${args.claimAddress.toLowerCase()}`
    }
    await sql`update brands set claims_read_to = ${toBlock} where brand_id = ${brandId}`
  })
}

import type { Books } from './books.ts'

/**
 * Ponder 0.16.10 forgets contracts that a factory made while it followed the chain live: a set that all events of one
 * contract share is emptied by the second of them before it is stored. After a restart their logs up to the last one would
 * be missing. The factory's own logs are stored, and name them.
 */
export async function mendTokens(sql: Books): Promise<void> {
  const [there] = await sql<{ found: string | null }[]>`select to_regclass('ponder_sync.factory_addresses') as found`
  if (!there?.found) return
  await sql`
    insert into ponder_sync.factory_addresses (factory_id, chain_id, block_number, address)
    select factories.id, logs.chain_id, logs.block_number, '0x' || right(logs.topic2, 40)
    from ponder_sync.factories
    join ponder_sync.logs
      on logs.topic0 = factory ->> 'eventSelector' and logs.address = lower(factory ->> 'address')
    where factory ->> 'childAddressLocation' = 'topic2' and not exists (
      select 1 from ponder_sync.factory_addresses known
      where known.factory_id = factories.id and known.address = '0x' || right(logs.topic2, 40)
    )`
}

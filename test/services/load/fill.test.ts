import { strict as assert } from 'node:assert'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fill } from '../../../bench/load/fill.ts'
import { cardOf, customerOf } from '../../../bench/load/people.ts'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { loadOrCreateSeed } from '../../../service/keys/stored-keys.ts'
import { addRules, DEFAULT_RULES } from '../../../service/ledger/brand-rules.ts'
import { checkEntries } from '../../../service/ledger/check-entries.ts'
import { checkFacts } from '../../../service/ledger/check-facts.ts'
import { identifierOf, pepperName } from '../../../service/ledger/identify.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

const BRAND = { brandId: 1, code: 'cafe', shop: 1 }

describe('load: the made-up history', () => {
  let cluster: Cluster
  let database: Database
  let home: string
  const batches: bigint[] = []
  const shares: number[] = []

  before(async () => {
    process.env['POINTS_PASSPHRASE'] ??= 'only a test'
    cluster = await startCluster()
    home = await mkdtemp(join(tmpdir(), 'points-load-'))
    database = await openDatabase(await cluster.create())
    await database`insert into brands (brand_id, code, token, chain_id) values (1, 'cafe', '0x', 31337)`
    await database.begin((sql) => addRules(sql, 1, { ...DEFAULT_RULES, pendingSeconds: 0, fromAt: new Date(0) }))
    await fillTo({ from: 0, to: 1_000 })
    await fillTo({ from: 1_000, to: 1_500 })
  })
  after(async () => {
    await database.end({ timeout: 1 })
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  })

  const fillTo = (people: { from: number; to: number }): Promise<void> =>
    fill({
      ...{ ...BRAND, database, home, people },
      onProgress: (share) => void shares.push(share),
      onBatches: async (last) => void batches.push(last),
    })

  it('has ten rows of the ledger for every member, and tells how far it is', async () => {
    const [counted] = await database`
      select (select count(*)::int from ledger) as rows, (select count(*)::int from members) as members,
        (select count(*)::int from inbox where status = 'processed') as deliveries`
    assert.deepEqual({ ...counted }, { rows: 15_000, members: 1_500, deliveries: 1_500 * 5 })
    assert.equal(shares.at(-1), 1)
  })

  it('holds by the checks of `points ledger check`, also after a second fill', async () => {
    const facts = await database.begin((sql) => checkFacts(sql, 1))
    assert.deepEqual(facts, { orders: 1_500 * 5 - 375, differences: [] })
    assert.deepEqual(await database.begin((sql) => checkEntries(sql, 1)), [])
  })

  it('numbers its batches one after the other and leaves nothing for the worker', async () => {
    const [found] = await database`
      select max(sequence)::bigint as last, count(*)::bigint as batches, bool_and(minted_at is not null) as minted from batches`
    assert.deepEqual({ ...found }, { last: 15n, batches: 15n, minted: true })
    assert.deepEqual(batches, [10n, 15n])
    const [open] = await database`
      select (select count(*)::int from sales where kept <> given) as due,
        (select count(*)::int from unsaved_rows) as unsaved,
        (select ledger_saved_to = (select max(entry) from ledger) from brands) as saved`
    assert.deepEqual({ ...open }, { due: 0, unsaved: 0, saved: true })
  })

  it('knows its people by what the generator asks for', async () => {
    const pepper = await loadOrCreateSeed(home, pepperName('cafe'))
    const hashOf = (kind: 'id' | 'card', value: string) => identifierOf(pepper, kind, value)?.hash ?? ''
    const customer = await database`
      select member from identifiers where kind = 'id' and hash = ${hashOf('id', `generic\nmain\n${customerOf(1_499)}`)}`
    assert.deepEqual(
      customer.map((row) => row['member'] as number),
      [1_500],
    )
    const card = await database`
      select 1 from till_identifiers join till_members using (brand_id, external_id)
      where kind = 'card' and hash = ${hashOf('card', cardOf(1_498))}`
    assert.equal(card.length, 1)
  })

  it('refuses people that make no whole batches', async () => {
    await assert.rejects(fillTo({ from: 1_500, to: 1_600 }), { message: 'People come in groups of 500.' })
  })
})

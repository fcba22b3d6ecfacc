import { strict as assert } from 'node:assert'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CLI } from '../../service/access/actor.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { DATA_KEY } from '../../service/keys/data-vault.ts'
import { checkKey, checkKeys, erasureKeyName, openCheckedVault } from '../../service/keys/key-check.ts'
import { KeyError } from '../../service/keys/key-error.ts'
import {
  claimSeedName,
  createKey,
  keysFolderOf,
  listKeys,
  loadOrCreateSeed,
  minterKeyName,
} from '../../service/keys/stored-keys.ts'
import { pepperName } from '../../service/ledger/identify.ts'
import { askErasure } from '../../service/people/ask-erasure.ts'
import { ErasedNames, openErasedNames } from '../../service/people/erased-names.ts'
import { listErasure } from '../../service/people/erasure-list.ts'
import { replayErasures } from '../../service/people/replay-erasures.ts'
import { readWasErased } from '../../service/people/was-erased.ts'
import { type Cluster, startCluster } from './database-cluster.ts'

describe('keys that belong to a database', function () {
  this.timeout(60_000)
  let cluster: Cluster
  let home: string
  let database: Database

  before(async () => {
    cluster = await startCluster()
  })
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'points-keys-'))
    database = await openDatabase(await cluster.create())
    await database`insert into brands (brand_id, code, token, chain_id) values (1, 'cafe', '0x', 31337)`
  })
  afterEach(async () => {
    await database.end()
    await rm(home, { recursive: true, force: true })
  })
  after(() => cluster.stop())

  const nameOf = async () => (await listKeys(home)).map(({ name }) => name)
  const refusal = (name: string) => (error: unknown) => error instanceof KeyError && error.message.includes(` ${name} `)
  const known = async () => {
    await database`insert into identifiers (brand_id, kind, hash, member) values (1, 'email', 'h', 1)`
    await database`
      insert into members (brand_id, number, external_id, claim_key, claim_address, run) values (1, 1, 'm', '0x', '0x', 0)`
  }

  it('are taken as they are the first time, and the same ones ever after', async () => {
    const pepper = await loadOrCreateSeed(home, pepperName('cafe'))
    const claimSeed = await loadOrCreateSeed(home, claimSeedName('cafe'))
    await known()
    const vault = await openCheckedVault(database, home)
    const rows = await database`select name, answer from key_checks order by name`
    assert.deepEqual(
      rows.map((row) => row['name'] as string),
      [claimSeedName('cafe'), pepperName('cafe'), DATA_KEY],
    )
    for (const key of [pepper, claimSeed]) assert.ok(!JSON.stringify(rows).includes(key.slice(2)))
    const body = vault.seal(1, 'place', Buffer.from('text'))
    const again = await openCheckedVault(database, home)
    assert.equal(again.open(1, 'place', body).toString(), 'text')
  })

  it('are not made anew where the folder was lost', async () => {
    for (const name of [pepperName('cafe'), claimSeedName('cafe')]) await loadOrCreateSeed(home, name)
    await openCheckedVault(database, home)
    await known()
    await rename(keysFolderOf(home), `${keysFolderOf(home)}-away`)
    await assert.rejects(
      openCheckedVault(database, home),
      refusal('these keys: cafe-claim-seed, cafe-pepper, service-data-key'),
    )
    assert.deepEqual(await nameOf(), [])
    await rename(`${keysFolderOf(home)}-away`, keysFolderOf(home))
    await openCheckedVault(database, home)
  })

  it('are refused where another one is in their place', async () => {
    for (const name of [pepperName('cafe'), claimSeedName('cafe'), DATA_KEY]) {
      const kept = await loadOrCreateSeed(home, name)
      await checkKey(database, { name, key: kept })
      const [file, away] = [join(keysFolderOf(home), `${name}.json`), join(home, 'away.json')]
      await rename(file, away)
      await createKey(home, { name, seed: true })
      await assert.rejects(checkKeys(database, home), refusal(name))
      await rename(away, file)
      await checkKeys(database, home)
    }
  })

  it('are elsewhere where a brand is imported elsewhere, and here where its minter is', async () => {
    await database`
      insert into members (brand_id, number, external_id, claim_key, claim_address, run) values (1, 1, 'm', '0x', '0x', 0)`
    await openCheckedVault(database, home)
    await createKey(home, { name: minterKeyName('cafe') })
    await assert.rejects(openCheckedVault(database, home), refusal(claimSeedName('cafe')))
  })

  it('of erased people are never made anew, by what the database knows and by the list beside it', async () => {
    const name = erasureKeyName('cafe')
    const first = await openErasedNames(home, 'cafe')
    const person = { brandId: 1, brand: 'cafe', member: undefined, enrolled: ['till-a'], names: ['till-a'] }
    await database.begin((sql) => askErasure(sql, { person, names: first, actor: CLI, at: new Date() }))
    await openCheckedVault(database, home)

    const file = join(keysFolderOf(home), `${name}.json`)
    await rename(file, join(home, 'away.json'))
    await assert.rejects(openCheckedVault(database, home), refusal(name))
    const another = new ErasedNames(`0x${'11'.repeat(32)}`)
    const asking = database.begin((sql) => askErasure(sql, { person, names: another, actor: CLI, at: new Date() }))
    await assert.rejects(asking, refusal(name))
    await database`update erasures set status = 'done'`
    const scope = { brandId: 1, home, code: 'cafe' }
    await assert.rejects(
      database.begin((sql) => readWasErased(sql, scope)),
      refusal(name),
    )

    // The database may be older than the first erasing.
    await database`truncate erasures, key_checks`
    const entry = {
      subject: first.subject('till-a'),
      pseudonym: 'gone-x',
      provider: null,
      shop: null,
      at: '2026-01-01',
      hashes: [],
    }
    await listErasure(home, 'cafe', entry)
    await assert.rejects(openErasedNames(home, 'cafe'), refusal(name))
    await assert.rejects(replayErasures({ database, ...scope }), refusal(name))
    assert.ok(!(await nameOf()).includes(name))
    await rename(join(home, 'away.json'), file)
    assert.equal((await openErasedNames(home, 'cafe')).subject('till-a'), entry.subject)
  })

  it('may be made where nothing was written with them yet', async () => {
    await openCheckedVault(database, home)
    assert.deepEqual(await nameOf(), [DATA_KEY])
  })
})

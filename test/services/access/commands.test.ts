import { strict as assert } from 'node:assert'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { runPoints } from '../../../scripts/cli/run-points.ts'
import { ACCESS_KEY, hashOfAccessKey, newAccessKey } from '../../../service/access/access-key.ts'
import { findCaller } from '../../../service/access/find-caller.ts'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { listAlerts, raiseAlert } from '../../../service/intake/alerts.ts'
import { type CliNetwork, startCliNetwork } from '../cli-network.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

type Key = { key: number | string; role: string; status: string; expiresAt: string | null }
type Act = { sequence: string; actor: string; act: string; subject: string; detail: Record<string, unknown> }
type Verified = { whole: boolean; entries: string; head: string; broken: { entry: string; problem: string } | null }

describe('points access', function () {
  this.timeout(60_000)
  let network: CliNetwork
  let cluster: Cluster
  let databaseUrl: string
  let database: Database
  before(async () => {
    ;[network, cluster] = await Promise.all([startCliNetwork(), startCluster()])
    databaseUrl = await cluster.create()
    database = await openDatabase(databaseUrl)
    const known = await readNetwork(network.home)
    await writeNetwork(network.home, { ...known!, databaseUrl })
    for (const code of ['cafe', 'books']) {
      await network.json('key', 'new', `${code}-owner`, '--gas')
      await network.json('network', 'admit', code, `${code}-owner`, '--as', 'operator')
      await network.json('brand', 'create', code, '--name', code, '--rate', '0.01', '--as', `${code}-owner`)
    }
  })
  after(async () => {
    await database.end()
    await cluster.stop()
    await network.stop()
  })

  const run = async (...args: string[]) => {
    let out = ''
    let err = ''
    const code = await runPoints(args, {
      env: { POINTS_HOME: network.home, DATABASE_URL: databaseUrl, SERVICE_ORIGIN: 'https://points.example' },
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      interactive: false,
      ask: () => Promise.reject(new Error('nobody is there')),
      read: async () => '',
    })
    return { code, out, err }
  }
  const answer = async <result>(...args: string[]): Promise<result> => {
    const { code, out, err } = await run(...args, '--json')
    assert.equal(code, 0, err)
    return JSON.parse(out) as result
  }
  const whoHas = (key: string, at = new Date()) => findCaller(database, `Bearer ${key}`, at)
  const acts = () => answer<Act[]>('access', 'log', '--brand', 'cafe', '--limit', '200')

  it('makes a key that is shown once, found by its shape, and kept as its hash alone', async () => {
    const made = await run('access', 'add', '--brand', 'cafe', '--role', 'manager', '--name', 'office')
    assert.equal(made.code, 0, made.err)
    const key = ACCESS_KEY.exec(made.out)?.[0] ?? ''
    assert.match(key, /^openpoints_manager_/)
    const caller = await whoHas(key)
    assert.deepEqual([caller?.brand, caller?.role, caller?.number], ['cafe', 'manager', 1])
    const [kept] = await database<{ all: string }[]>`
      select (select string_agg(k::text, ' ') from access_keys k) || (select string_agg(l::text, ' ') from audit_log l) as all`
    assert.ok(!kept!.all.includes(key.slice(20)), 'the key is kept')
    assert.ok(kept!.all.includes(hashOfAccessKey(key) ?? '-'))
    const { out } = await run('access', 'list', '--brand', 'cafe')
    assert.match(out, /cafe +key 1 +manager +office +active/)
    assert.doesNotMatch(out, ACCESS_KEY)
  })

  it('knows a mistyped key without asking the database', () => {
    const key = newAccessKey('auditor')
    assert.ok(hashOfAccessKey(key))
    const other = key.at(-20) === 'A' ? 'B' : 'A'
    for (const wrong of [
      key.slice(0, -1),
      `${key}0`,
      key.replace('auditor', 'owner'),
      key.slice(0, -20) + other + key.slice(-19),
    ]) {
      assert.equal(hashOfAccessKey(wrong), undefined, wrong)
    }
  })

  it("folds tills in: a cashier's key is a till's", async () => {
    const args = ['access', 'add', '--brand', 'cafe', '--role', 'cashier', '--name', 'counter-1']
    const bare = await run(...args)
    assert.deepEqual([bare.code, /--role cashier and --location together/.test(bare.err)], [2, true])
    const { key } = await answer<Key>(...args, '--location', 'high-street')
    assert.match(String(key), /^till_/)
    assert.equal((await whoHas(String(key)))?.role, 'cashier')
    const { tills } = await answer<{ tills: { till: number }[] }>('access', 'list', '--brand', 'cafe')
    assert.equal(tills.length, 1)
    await answer('till', 'revoke', '1', '--brand', 'cafe')
    assert.equal(await whoHas(String(key)), undefined)
  })

  it('lets a key expire, and notes its use to the hour', async () => {
    const made = await answer<Key>(
      'access',
      'add',
      '--brand',
      'cafe',
      '--role',
      'machine',
      '--name',
      'erp',
      '--expires',
      '1h',
    )
    const key = String(made.key)
    assert.equal((await whoHas(key))?.role, 'machine')
    assert.equal(await whoHas(key, new Date(Date.now() + 3_601_000)), undefined)
    const [row] = await database<{ used: Date }[]>`
      select last_used_at as used from access_keys where last_used_at is not null limit 1`
    assert.equal(row!.used.getTime() % 3_600_000, 0)
  })

  it('rotates with an overlap, and at once where the key leaked; revokes', async () => {
    const first = String(
      (await answer<Key>('access', 'add', '--brand', 'cafe', '--role', 'owner', '--name', 'boss')).key,
    )
    const { keys } = await answer<{ keys: Key[] }>('access', 'list', '--brand', 'cafe')
    const number = String(keys.at(-1)?.key)
    const second = String((await answer<Key>('access', 'rotate', number, '--brand', 'cafe')).key)
    assert.deepEqual([(await whoHas(first))?.number, (await whoHas(second))?.number], [Number(number), Number(number)])
    assert.equal(
      await whoHas(first, new Date(Date.now() + 25 * 3_600_000)),
      undefined,
      'a day later the old one is over',
    )
    const third = String((await answer<Key>('access', 'rotate', number, '--brand', 'cafe', '--overlap', '0s')).key)
    assert.deepEqual([await whoHas(first), await whoHas(second)], [undefined, undefined])
    assert.ok(await whoHas(third))
    await answer('access', 'revoke', number, '--brand', 'cafe')
    assert.equal(await whoHas(third), undefined)
    const again = await run('access', 'revoke', number, '--brand', 'cafe')
    assert.deepEqual(
      [again.code, again.err.trim()],
      [1, `error: Key ${number} is revoked. Make a new one: points access add`],
    )
    const foreign = await run('access', 'rotate', '999', '--brand', 'cafe')
    assert.deepEqual([foreign.code, /This brand has no key 999/.test(foreign.err)], [1, true])
  })

  it('records what the command line does, in the words of the log, with no secret and no address in it', async () => {
    const shop = ['--brand', 'cafe', '--provider', 'generic', '--account', 'main']
    const number = String((await answer<{ shop: number }>('shop', 'connect', ...shop)).shop)
    await answer('shop', 'rotate', number, '--brand', 'cafe')
    await answer('shop', 'rules', '--brand', 'cafe', '--rate', '2')
    await answer('webhook', 'add', 'https://shop.example/hook?token=hush', '--brand', 'cafe')
    await answer('webhook', 'remove', '1', '--brand', 'cafe')
    await answer('shop', 'disconnect', number, '--brand', 'cafe')
    const logged = await acts()
    const told = [...new Set(logged.map(({ act }) => act))].toSorted()
    const expected = [
      ...['access.add', 'access.revoke', 'access.rotate', 'rules.change', 'shop.connect', 'shop.disconnect'],
      ...['shop.rotate', 'till.add', 'till.revoke', 'webhook.add', 'webhook.remove'],
    ]
    assert.deepEqual(told, expected)
    assert.deepEqual(new Set(logged.map(({ actor }) => actor)), new Set(['cli']))
    const text = JSON.stringify(logged)
    assert.doesNotMatch(text, /whsec_|hush|openpoints_[a-z]+_|till_[A-Za-z0-9_-]{43}/)
    assert.match(text, /shop\.example/)
    await run('shop', 'rotate', '1', '--brand', 'cafe')
    assert.equal((await acts()).length, logged.length, 'what failed is not told as done')
  })

  it('verifies a log; names what is broken and ends with 1; a kept head misses what was cut off', async () => {
    const whole = await answer<Verified>('access', 'verify', '--brand', 'cafe')
    assert.deepEqual([whole.whole, whole.broken], [true, null])
    const { auditHeads } = await answer<{ auditHeads: { brand: string; head: string }[] }>('status')
    assert.deepEqual(
      auditHeads.filter(({ brand }) => brand === 'cafe'),
      [{ brand: 'cafe', head: whole.head }],
    )
    const head = ['access', 'verify', '--brand', 'cafe', '--head', whole.head]
    assert.equal((await answer<Verified>(...head)).whole, true)
    await database`alter table audit_log disable trigger all`
    try {
      await database`delete from audit_log where sequence = ${whole.entries}`
      assert.equal((await answer<Verified>('access', 'verify', '--brand', 'cafe')).whole, true)
      const cut = await run(...head)
      assert.deepEqual([cut.code, cut.out.split('\n')[0]], [1, `Broken at entry ${whole.entries}: it is not there.`])
      await database`update audit_log set act = 'till.revoke' where sequence = 2`
      const { code, out } = await run('access', 'verify', '--brand', 'cafe', '--json')
      assert.equal(code, 1)
      assert.deepEqual((JSON.parse(out) as Verified).broken, { entry: '2', problem: 'changed' })
    } finally {
      await database`alter table audit_log enable trigger all`
    }
    assert.equal((await run('access', 'verify', '--brand', 'cafe', '--head', 'x')).code, 2)
  })

  it('closes what was looked at and does not end by itself, of the brand alone, and records it', async () => {
    const [cafe, books] = await Promise.all(
      ['cafe', 'books'].map(async (code) => {
        await answer('access', 'add', '--brand', code, '--role', 'auditor', '--name', 'alerts')
        const [row] = await database<{ id: bigint }[]>`select brand_id as id from brands where code = ${code}`
        return Number(row?.id)
      }),
    )
    await raiseAlert(database, { brandId: cafe!, kind: 'returnUnknownLine', subject: '7', detail: { order: 7 } })
    await raiseAlert(database, { brandId: cafe!, kind: 'paymentNotFound', subject: '8' })
    await raiseAlert(database, { brandId: cafe!, kind: 'booksBehind' })
    await raiseAlert(database, { brandId: books!, kind: 'paymentNotFound', subject: '9' })
    const listed = await answer<{ id: string; kind: string; detail: unknown }[]>('alert', 'list', '--brand', 'cafe')
    assert.deepEqual(
      listed.map(({ kind, detail }) => [kind, detail]),
      [
        ['returnUnknownLine', { order: 7 }],
        ['paymentNotFound', {}],
        ['booksBehind', {}],
      ],
    )
    const open = async () => (await listAlerts(database)).map(({ kind, subject }) => `${kind} ${subject}`)
    const all = (await listAlerts(database)).map(({ id }) => id.toString())
    const closed = await run('alert', 'close', ...all, '--brand', 'cafe', '--json')
    assert.deepEqual([closed.code, JSON.parse(closed.out)], [1, { brand: 'cafe', closed: 2 }])
    assert.match(closed.err, /^2 of these are no open alerts of cafe that are closed by hand/)
    assert.deepEqual(await open(), ['booksBehind ', 'paymentNotFound 9'])
    const { act, actor, subject, detail } = (await acts())[0]!
    assert.deepEqual(
      [act, actor, subject, detail],
      [...['alert.close', 'cli', all.slice(0, 2).join(' ')], { alerts: ['returnUnknownLine 7', 'paymentNotFound 8'] }],
    )
    // What happens again is told again.
    await raiseAlert(database, { brandId: cafe!, kind: 'returnUnknownLine', subject: '7' })
    assert.ok((await open()).includes('returnUnknownLine 7'))
  })
})

import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { addKey } from '../../../service/access/add-key.ts'
import { CLI } from '../../../service/access/actor.ts'
import { canonicalJson, hashOfEntry, NOTHING_BEFORE } from '../../../service/access/audit-entry.ts'
import { readHeads, readLog } from '../../../service/access/read-log.ts'
import { recordAct } from '../../../service/access/record-act.ts'
import { verifyLog } from '../../../service/access/verify-log.ts'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

const run = promisify(execFile)
/** Number of an advisory lock that nothing else takes. */
const GATE = 4_711
const AT = new Date('2026-11-22T05:00:00.123Z')

describe('the audit log', function () {
  this.timeout(60_000)
  let cluster: Cluster
  let written: string
  before(async () => {
    cluster = await startCluster()
    written = await cluster.create()
    await within(written, async (sql) => {
      await addBrand(sql, 1, 'cafe')
      await addBrand(sql, 2, 'books')
      for (const subject of [1, 2, 3, 4, 5]) await record(sql, 1, subject)
      await record(sql, 2, 1)
    })
  })
  after(() => cluster.stop())

  const within = async <result>(url: string, work: (sql: Database) => Promise<result>): Promise<result> => {
    const sql = await openDatabase(url)
    try {
      return await work(sql)
    } finally {
      await sql.end({ timeout: 5 })
    }
  }
  const waitingAt = async (sql: Database): Promise<number> => {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`
    return row?.n ?? 0
  }
  const addBrand = (sql: Database, brandId: number, code: string) =>
    sql`insert into brands (brand_id, code, token, chain_id) values (${brandId}, ${code}, ${`0x${brandId}`}, 1)`
  const record = (sql: Database, brandId: number, subject: number) =>
    sql.begin((own) =>
      recordAct(own, {
        ...{ brandId, actor: { key: 7, role: 'manager' }, act: 'till.add', subject, at: AT },
        detail: { name: 'counter-1', mode: 'live', types: ['a', 'b'], none: null, count: 3, odd: 'Übér "\u0000 {}' },
      }),
    )

  /** What is found in a copy of the books after somebody with the database's password was there. */
  const harmed = (harm: (sql: Database) => Promise<unknown>, kept?: { sequence: bigint; hash: string }) =>
    cluster.create({ copyOf: written }).then((url) =>
      within(url, async (sql) => {
        await sql`alter table audit_log disable trigger all`
        await harm(sql)
        return verifyLog(sql, { brandId: 1, kept })
      }),
    )

  it('is whole as it was written, brand by brand', async () => {
    await within(written, async (sql) => {
      const [last, ...before] = await readLog(sql, { brandId: 1, limit: 10 })
      assert.deepEqual(await verifyLog(sql, { brandId: 1 }), { entries: 5n, head: `5:${last?.hash}`, broken: null })
      assert.equal(last?.previous, before[0]?.hash)
      assert.equal(before.at(-1)?.previous, NOTHING_BEFORE)
      assert.deepEqual(await verifyLog(sql, { brandId: 2 }).then(({ entries }) => entries), 1n)
      assert.deepEqual(
        (await readHeads(sql)).map(({ brand, head }) => [brand, head.split(':')[0]]),
        [
          ['books', '1'],
          ['cafe', '5'],
        ],
      )
    })
  })

  it('can be followed with nothing but SHA-256: an entry worked out by hand', () => {
    const entry = { brandId: 1, sequence: 1n, at: AT, actor: 'cli', role: null, act: 'till.add' } as const
    const text =
      '{"act":"till.add","actor":"cli","at":"2026-11-22T05:00:00.123Z","brand":1,"detail":{"a":1,"b":null},' +
      `"previous":"${NOTHING_BEFORE}","role":null,"sequence":"1","subject":"3"}`
    const { brandId: brand, ...plain } = entry
    const rest = { subject: '3', detail: { b: null, a: 1 }, previous: NOTHING_BEFORE }
    assert.equal(canonicalJson({ ...plain, ...rest, brand, sequence: '1', at: AT.toISOString() }), text)
    const hash = hashOfEntry({ ...entry, ...rest })
    assert.equal(hash, 'bab0dbbe72a6527f46a125c2da8442a11121df9e2200c96a81b3a7d0519d0cee')
    assert.throws(() => canonicalJson({ amount: 0.5 }), /0\.5 is no whole number/)
  })

  it('lets nobody change, remove or truncate entries', async () => {
    await within(written, async (sql) => {
      await assert.rejects(sql`update audit_log set act = 'x'`.execute(), /rows of audit_log are never changed/)
      await assert.rejects(sql`delete from audit_log`.execute(), /rows of audit_log are never changed/)
      await assert.rejects(sql`truncate audit_log`.execute(), /rows of audit_log are never changed/)
    })
  })

  const columns = { actor: 'cli', role: 'owner', act: 'till.revoke', subject: '9', previous: '1'.repeat(64) }
  for (const [column, value] of Object.entries({ ...columns, at: '2020-01-01', hash: '2'.repeat(64) })) {
    it(`finds a changed ${column}`, async () => {
      const { broken } = await harmed((sql) =>
        sql`update audit_log set ${sql({ [column]: value })} where brand_id = 1 and sequence = 3`.execute(),
      )
      assert.deepEqual(broken, { sequence: 3n, problem: column === 'previous' ? 'notLinked' : 'changed' })
    })
  }
  it('finds a changed detail', async () => {
    const { broken } = await harmed((sql) =>
      sql`update audit_log set detail = '{"count":4}' where brand_id = 1 and sequence = 3`.execute(),
    )
    assert.deepEqual(broken, { sequence: 3n, problem: 'changed' })
  })

  it('finds an entry that was taken out, in the middle and at the start', async () => {
    const take = (sequence: number) => (sql: Database) =>
      sql`delete from audit_log where brand_id = 1 and sequence = ${sequence}`.execute()
    assert.deepEqual((await harmed(take(3))).broken, { sequence: 3n, problem: 'missing' })
    assert.deepEqual((await harmed(take(1))).broken, { sequence: 1n, problem: 'missing' })
  })

  it('finds an entry that was taken out and the rest moved up', async () => {
    const { broken } = await harmed(async (sql) => {
      await sql`delete from audit_log where brand_id = 1 and sequence = 3`
      for (const sequence of [4, 5]) {
        await sql`update audit_log set sequence = ${sequence - 1} where brand_id = 1 and sequence = ${sequence}`
      }
    })
    assert.deepEqual(broken, { sequence: 3n, problem: 'notLinked' })
  })

  it('finds an entry that was put in, even with a hash of its own', async () => {
    const { broken } = await harmed(async (sql) => {
      for (const sequence of [5, 4, 3]) {
        await sql`update audit_log set sequence = ${sequence + 1} where brand_id = 1 and sequence = ${sequence}`
      }
      const [two] = await readLog(sql, { brandId: 1, before: 3n, limit: 1 })
      const put = { ...two!, sequence: 3n, act: 'access.add', previous: two!.hash }
      await sql`insert into audit_log (brand_id, sequence, at, actor, role, act, subject, detail, previous, hash)
        values (1, 3, ${put.at}, ${put.actor}, ${put.role}, ${put.act}, ${put.subject},
          ${JSON.stringify(put.detail)}::text::jsonb, ${put.previous}, ${hashOfEntry(put)})`
    })
    assert.deepEqual(broken, { sequence: 4n, problem: 'notLinked' })
  })

  it('finds two entries that changed places', async () => {
    const { broken } = await harmed(async (sql) => {
      await sql`update audit_log set sequence = 99 where brand_id = 1 and sequence = 2`
      await sql`update audit_log set sequence = 2 where brand_id = 1 and sequence = 3`
      await sql`update audit_log set sequence = 3 where brand_id = 1 and sequence = 99`
    })
    assert.deepEqual(broken, { sequence: 2n, problem: 'notLinked' })
  })

  it('finds a tail that was cut off, and a log that was written anew, by a head that was kept', async () => {
    const kept = await within(written, async (sql) => (await readLog(sql, { brandId: 1, limit: 1 }))[0]!)
    const cut = (sql: Database) => sql`delete from audit_log where brand_id = 1 and sequence > 3`.execute()
    assert.equal((await harmed(cut)).broken, null, 'without a head nobody can know')
    assert.deepEqual((await harmed(cut, kept)).broken, { sequence: 4n, problem: 'missing' })
    const anew = async (sql: Database): Promise<void> => {
      await sql`delete from audit_log where brand_id = 1`
      for (const subject of [1, 2, 3, 4, 6]) await record(sql, 1, subject)
    }
    assert.equal((await harmed(anew)).broken, null, 'without a head nobody can know')
    assert.deepEqual((await harmed(anew, kept)).broken, { sequence: 5n, problem: 'notAsKept' })
    assert.equal((await harmed((sql) => record(sql, 1, 6), kept)).broken, null, 'the log may have grown since')
  })

  it('is one chain where two processes write at once, and holds nothing of what was rolled back', async () => {
    const url = await cluster.create({ copyOf: written })
    const writer = fileURLToPath(new URL('write-acts.ts', import.meta.url))
    await within(url, async (sql) => {
      // Both stand before the gate until it opens.
      const writing = sql.begin(async (gate) => {
        await gate`select pg_advisory_xact_lock(${GATE})`
        const writers = ['10', '20'].map((key) => run(process.execPath, [writer, url, key, '25', String(GATE)]))
        while ((await waitingAt(sql)) < 2) await sleep(20)
        return { writers }
      })
      await Promise.all((await writing).writers)
      const undone = sql.begin(async (own) => {
        await recordAct(own, { brandId: 1, actor: CLI, act: 'till.add', at: AT })
        throw new Error('it failed')
      })
      await assert.rejects(undone, /it failed/)
      const { entries, broken } = await verifyLog(sql, { brandId: 1 })
      assert.deepEqual({ entries, broken }, { entries: 55n, broken: null })
      const actors = (await readLog(sql, { brandId: 1, limit: 50 })).map(({ actor }) => actor)
      const turns = actors.filter((actor, index) => index > 0 && actor !== actors[index - 1]).length
      assert.ok(turns > 1, `they did not write at once: ${actors.join(', ')}`)
    })
  })

  it('keeps no act waiting for one that waits for it', async () => {
    const url = await cluster.create({ copyOf: written })
    await within(url, async (sql) => {
      const adding = Array.from({ length: 20 }, (_, i) =>
        addKey(sql, { brandId: 1, role: 'auditor', name: `a-${i}`, actor: CLI, at: AT }),
      )
      const others = Array.from({ length: 40 }, (_, i) => record(sql, 1, i))
      await Promise.all([...adding, ...others])
      assert.deepEqual(await verifyLog(sql, { brandId: 1 }).then(({ entries, broken }) => [entries, broken]), [
        65n,
        null,
      ])
    })
  })

  it('takes text that a database cannot hold, halves of characters too', async () => {
    const url = await cluster.create({ copyOf: written })
    await within(url, async (sql) => {
      const odd = { categories: ['half \ud83c', 'none \u0000', String.raw`\\u0000 \ud800`], whole: '🎈' }
      await sql.begin((own) => recordAct(own, { brandId: 1, actor: CLI, act: 'rules.change', detail: odd, at: AT }))
      const [entry] = await readLog(sql, { brandId: 1, limit: 1 })
      assert.deepEqual(entry?.detail, {
        categories: ['half \ufffd', 'none \ufffd', String.raw`\\u0000 \ud800`],
        whole: '🎈',
      })
    })
  })
})

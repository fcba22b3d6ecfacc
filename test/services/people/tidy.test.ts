import { strict as assert } from 'node:assert'
import { currentConsents, readConsents, sayConsents } from '../../../service/people/consents.ts'
import { CLI } from '../../../service/access/actor.ts'
import { journalPath, keepJournal, PlanJournal, readJournal } from '../../../service/import/plan-journal.ts'
import { tidyPeople } from '../../../service/people/tidy.ts'
import { type PeopleStage, startPeopleStage } from './people-stage.ts'

const DAY = 86_400_000

describe('what is kept of people, and for how long', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  before(async () => {
    stage = await startPeopleStage()
  })
  after(() => stage.stop())

  const person = { brandId: 1, brand: 'cafe', member: undefined, enrolled: ['till-a'], names: ['till-a'] }

  it('keeps what was said of each purpose, and derives what counts', async () => {
    const say = (granted: boolean, textVersion: string) =>
      stage.database.begin((sql) =>
        sayConsents(sql, person, {
          consents: [{ purpose: 'marketing_email', granted, textVersion }],
          ...{ source: 'letter', actor: CLI, at: new Date() },
        }),
      )
    await say(true, 'v1')
    await say(false, 'v2')
    const entries = await readConsents(stage.database, person)
    assert.deepEqual(
      entries.map(({ granted, textVersion, source, sourceDetail }) => [granted, textVersion, source, sourceDetail]),
      [
        [true, 'v1', 'letter', 'cli'],
        [false, 'v2', 'letter', 'cli'],
      ],
    )
    assert.deepEqual(
      currentConsents(entries).map(({ purpose, granted }) => [purpose, granted]),
      [['marketing_email', false]],
    )
    const acts = await stage.database<{ detail: unknown }[]>`select detail from audit_log where act = 'member.consent'`
    assert.deepEqual(acts[1]?.detail, {
      ...{ said: ['marketing_email withdrawn'], source: 'letter', textVersions: ['v2'] },
    })
    for (const change of [
      'update consents set granted = true',
      'delete from consents',
      'truncate consents',
      "update consents set subject = 'other'",
    ]) {
      await assert.rejects(stage.database.unsafe(change), /rows of consents are never changed/)
    }
  })

  it('lets erasing replace a name in the log, and nothing else', async () => {
    const erasing = (change: string) =>
      stage.database.begin(async (sql) => {
        await sql`select set_config('points.erasing', 'yes', true)`
        await sql.unsafe(change)
      })
    await erasing("update consents set subject = 'gone-x'")
    await assert.rejects(erasing("update consents set subject = 'y', granted = true"), /never changed/)
    await assert.rejects(erasing('delete from consents'), /never changed/)
    await assert.rejects(stage.database`update consents set subject = 'z'`, /never changed/)
  })

  it('takes who served out of the journals of old runs, and leaves every number as it was written', async () => {
    const { database, desk, home } = stage
    const account = `0x${'cd'.repeat(20)}`
    const rows = {
      sales: [{ order_number: 1, staff: 'Eva', total: 'BIG' }],
      returns: [{ refund_id: 'r', order_number: 1, staff: 'Eva' }],
      members: [{ number: 1, external_id: `gone-${'a'.repeat(32)}`, account }],
    }
    const written = async (number: number, days: number) => {
      const at = new Date(Date.now() - days * DAY).toISOString()
      await database`
        insert into import_runs (brand_id, number, file, fingerprint, status, summary, planned_at)
        values (1, ${number}, '', ${String(number)}, 'done', '{}', ${at})`
      const journal = await PlanJournal.start(journalPath(home, 'cafe', number))
      for (const [kind, each] of Object.entries(rows))
        journal.write(kind as 'members', JSON.stringify(JSON.stringify(each).replace('"BIG"', '12345678901234567890')))
      await journal.finish()
      await keepJournal(journalPath(home, 'cafe', number))
    }
    const read = async (number: number): Promise<string> => {
      const entries: unknown[] = []
      for await (const entry of readJournal(journalPath(home, 'cafe', number))) entries.push(entry.rows)
      return entries.join('\n')
    }
    await written(1, 401)
    await written(2, 399)
    await tidyPeople(desk, { dryRun: true })
    assert.match(await read(1), /Eva/)
    await tidyPeople(desk)
    const old = await read(1)
    assert.ok(!old.includes('Eva') && !old.includes(account), old)
    assert.match(old, /12345678901234567890/)
    assert.match(await read(2), /Eva/)
    await tidyPeople({ ...desk, now: () => new Date(Date.now() + 2 * DAY) })
    assert.ok(!(await read(2)).includes('Eva'))
    await database`delete from privacy_tidyings`
  })

  it('forgets what was kept too long, by kind; a dry run only counts', async () => {
    const { database, desk } = stage
    const old = (days: number) => new Date(Date.now() - days * DAY).toISOString()
    await database`
      insert into till_members (brand_id, external_id, contact, device, location, enrolled_at)
      values (1, 'till-old', '\\x02', 1, 'x', ${old(1_100)}), (1, 'till-new', '\\x02', 1, 'x', ${old(10)})`
    await database`
      insert into inbox (brand_id, shop, provider, account, delivery_id, topic, mode, digest, body, status, received_at)
      values (1, 1, 'generic', 'a', 'd1', 't', 'live', '', '\\x01', 'parked', ${old(61)}),
        (1, 1, 'generic', 'a', 'd2', 't', 'live', '', '\\x01', 'parked', ${old(59)}),
        (1, 1, 'generic', 'a', 'd3', 't', 'live', '', '\\x01', 'received', ${old(61)})`
    await database`
      insert into till_answers (brand_id, key, digest, status, body, answered_at)
      values (1, 'k1', '', 201, '\\x01', ${old(36)}), (1, 'k2', '', 201, '\\x01', ${old(34)})`
    await database`
      insert into sales (brand_id, order_number, staff, paid_at)
      values (1, 1, 'Eva', ${old(401)}), (1, 2, 'Eva', ${old(399)})`
    const expected = { contact: 1, staff: 1, parkedDeliveries: 1, answers: 1, messages: 0, origins: 0, requests: 0 }
    assert.deepEqual(await tidyPeople(desk, { dryRun: true }), expected)
    assert.equal((await database`select 1 from till_answers`).length, 2)
    assert.deepEqual(await tidyPeople(desk), expected)
    assert.deepEqual(await tidyPeople(desk), { ...expected, contact: 0, staff: 0, parkedDeliveries: 0, answers: 0 })
    const left = await database`select delivery_id, status from inbox where body is not null order by id`
    assert.deepEqual(
      left.map((row) => [row['delivery_id'], row['status']]),
      [
        ['d2', 'parked'],
        ['d3', 'received'],
      ],
    )
  })
})

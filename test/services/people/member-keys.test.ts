import { strict as assert } from 'node:assert'
import { KeyObject } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CLI } from '../../../service/access/actor.ts'
import { MasterKeys } from '../../../service/keys/master-keys.ts'
import { newMemberKey, openForMember, sealForMember } from '../../../service/keys/member-key.ts'
import { KeyError } from '../../../service/keys/key-error.ts'
import { findMemberKey, makeMemberKey } from '../../../service/people/member-keys.ts'
import { renewKeysOf, renewMemberKey, sealOldContacts } from '../../../service/people/renew-key.ts'
import { PeopleWorker } from '../../../service/people/people-worker.ts'
import { rotateMasters } from '../../../service/people/rotate-masters.ts'
import { openContact, sealContact } from '../../../service/till/contact.ts'
import { Killed, killAt, type PeopleStage, startPeopleStage } from './people-stage.ts'

const MARIA = { name: 'Maria Beispiel', email: 'maria@shop.test', phone: '+447946012345' }

describe('keys of members', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  before(async () => {
    stage = await startPeopleStage()
  })
  after(() => stage.stop())
  beforeEach(async () => {
    await stage.database`delete from till_members`
    await stage.database`delete from member_keys`
  })

  const enrol = (externalId: string, contact = MARIA) =>
    stage.database.begin(async (sql) => {
      const key = await makeMemberKey(sql, stage.desk.masters, { brandId: 1, subject: externalId })
      await sql`
        insert into till_members (brand_id, external_id, contact, device, location)
        values (1, ${externalId}, ${sealContact(key, externalId, contact)}, 1, 'main')`
    })

  /** As a process reads it that has never read a key before. */
  const read = async (externalId: string) => {
    const [row] = await stage.database<{ externalId: string; contact: Buffer }[]>`
      select external_id as "externalId", contact from till_members where external_id = ${externalId}`
    assert.ok(row)
    return openContact(stage.database, { masters: new MasterKeys(stage.home), vault: stage.desk.vault }, 1, row)
  }

  const masterFiles = async () =>
    (await readdir(join(stage.home, 'keys'))).filter((name) => name.startsWith('master-key-')).toSorted()

  it('open what they sealed in its place alone', () => {
    const [key, other] = [newMemberKey(), newMemberKey()]
    const sealed = sealForMember(key, 'here', Buffer.from('Maria'))
    assert.equal(openForMember(key, 'here', sealed).toString(), 'Maria')
    assert.throws(() => openForMember(key, 'there', sealed), KeyError)
    assert.throws(() => openForMember(other, 'here', sealed), KeyError)
    assert.ok(!sealed.includes('Maria'))
  })

  it('are each of one member: in another row a key does not open', async () => {
    await enrol('till-a')
    await enrol('till-b')
    await stage.database`
      update member_keys set wrapped = (select wrapped from member_keys where subject = 'till-a') where subject = 'till-b'`
    await assert.rejects(read('till-b'), KeyError)
    assert.deepEqual(await read('till-a'), MARIA)
  })

  it('are wrapped anew by a rotation, and the old master is gone', async () => {
    for (let i = 0; i < 7; i++) await enrol(`till-${i}`)
    const [before] = await stage.database<
      { version: number }[]
    >`select version from master_keys where status = 'current'`
    const version = before?.version ?? 0
    const rotation = await rotateMasters(stage.database, new MasterKeys(stage.home), { batch: 3 })
    assert.deepEqual(rotation, { version: version + 1, resumed: false, rewrapped: 7, destroyed: [version] })
    assert.deepEqual(await masterFiles(), [`master-key-${version + 1}.json`])
    for (let i = 0; i < 7; i++) assert.deepEqual(await read(`till-${i}`), MARIA)
    // A process that knew the old master before goes on with the new one.
    await enrol('till-later')
    assert.deepEqual(await read('till-later'), MARIA)
  })

  it('open during a rotation and after it, wherever it was killed', async () => {
    for (let i = 0; i < 4; i++) await enrol(`till-${i}`)
    for (let place = 0; place < 6; place++) {
      const rotation = rotateMasters(stage.database, new MasterKeys(stage.home), {
        batch: 2,
        checkpoint: killAt(place),
      })
      await assert.rejects(rotation, Killed)
      for (let i = 0; i < 4; i++) assert.deepEqual(await read(`till-${i}`), MARIA)
      await stage.database`delete from till_members where external_id = 'till-during'`
      await enrol('till-during')
      const again = await rotateMasters(stage.database, new MasterKeys(stage.home), { batch: 2 })
      const files = await masterFiles()
      assert.deepEqual(files, [`master-key-${again.version}.json`], `killed at ${place}`)
      for (let i = 0; i < 4; i++) assert.deepEqual(await read(`till-${i}`), MARIA)
      const left = await stage.database`select 1 from master_keys where status = 'retiring'`
      assert.equal(left.length, 0)
    }
  })

  it('are never lost to a rotation that overtakes an enrolment', async () => {
    await enrol('till-first')
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const enrolling = stage.database.begin(async (sql) => {
      await makeMemberKey(sql, stage.desk.masters, { brandId: 1, subject: 'till-slow' })
      await held
    })
    const rotating = rotateMasters(stage.database, new MasterKeys(stage.home))
    await new Promise((resolve) => setTimeout(resolve, 200))
    goOn()
    await enrolling
    const { version } = await rotating
    const key = await findMemberKey(stage.database, new MasterKeys(stage.home), { brandId: 1, subject: 'till-slow' })
    assert.ok(key)
    assert.deepEqual(await masterFiles(), [`master-key-${version}.json`])
  })

  it('are renewed on demand: the old one opens nothing any more', async () => {
    await enrol('till-a')
    const of = { brandId: 1, subject: 'till-a' }
    const old = await findMemberKey(stage.database, stage.desk.masters, of)
    await renewMemberKey(stage.database, stage.desk, of)
    assert.deepEqual(await read('till-a'), MARIA)
    const [row] = await stage.database<{ contact: Buffer }[]>`select contact from till_members`
    assert.ok(old && row)
    assert.throws(() => openForMember(old, JSON.stringify(['till contact', 'till-a']), row.contact), KeyError)
  })

  it('are renewed together with what the audit log tells of it, or not at all', async () => {
    const { database, desk, scope } = stage
    const enrolled = ['till-a', 'till-b']
    for (const name of enrolled) await enrol(name)
    const person = { ...scope, member: undefined, enrolled, names: enrolled }
    const wrapped = async () =>
      (await database`select wrapped from member_keys order by subject`).map((row) => row['wrapped'])
    const before = await wrapped()
    await database.unsafe(`
      create function full_log() returns trigger language plpgsql as $$ begin raise exception 'the log is full'; end $$;
      create trigger full_log before insert on audit_log for each row execute function full_log()`)
    await assert.rejects(renewKeysOf(desk, person, CLI), /the log is full/)
    assert.deepEqual(await wrapped(), before)
    await database`drop trigger full_log on audit_log`
    assert.equal(await renewKeysOf(desk, person, CLI), 2)
    for (const [index, bytes] of (await wrapped()).entries()) assert.notDeepEqual(bytes, before[index])
    for (const name of enrolled) assert.deepEqual(await read(name), MARIA)
    const acts = await database`select act, actor, subject from audit_log where act = 'member.keys'`
    assert.equal(acts.length, 1)
    assert.match(String(acts[0]?.['subject']), /^[0-9a-f]{64}$/)
    assert.equal(await renewKeysOf(desk, { ...person, enrolled: [] }, CLI), 0)
    assert.equal((await database`select 1 from audit_log where act = 'member.keys'`).length, 1)
  })

  it('are wrapped with what was derived of a master once, and no process keeps it when that is destroyed', async () => {
    const { database, desk, home } = stage
    await enrol('till-a')
    const { version, key } = await desk.masters.current(database)
    assert.ok(key instanceof KeyObject)
    assert.equal((await desk.masters.byVersion(database, version)).key, key)
    assert.equal((await desk.masters.current(database)).key, key)
    const own = new MasterKeys(home)
    await own.byVersion(database, version)
    await rotateMasters(database, own)
    await assert.rejects(own.byVersion(database, version), KeyError)
    // Of the other process until its worker looks again.
    assert.equal((await desk.masters.byVersion(database, version)).key, key)
    const troubles: unknown[] = []
    const tools = { ...desk, client: undefined as never }
    await new PeopleWorker({ tools, onTrouble: (error) => troubles.push(error) }).look()
    await assert.rejects(desk.masters.byVersion(database, version), KeyError)
    assert.deepEqual([await read('till-a'), troubles], [MARIA, []])
  })

  it('seal what was sealed with the brand’s key before there were any', async () => {
    const context = JSON.stringify(['till contact', 'till-old'])
    const sealed = stage.desk.vault.seal(1, context, Buffer.from(JSON.stringify(MARIA)))
    await stage.database`
      insert into till_members (brand_id, external_id, contact, device, location)
      values (1, 'till-old', ${sealed}, 1, 'main')`
    assert.deepEqual(await read('till-old'), MARIA)
    assert.equal(await sealOldContacts(stage.database, stage.desk), 1)
    assert.equal(await sealOldContacts(stage.database, stage.desk), 0)
    assert.deepEqual(await read('till-old'), MARIA)
    await stage.database`delete from member_keys`
    assert.deepEqual(await read('till-old'), {})
  })

  it('say so where another key lies in the place of a master', async () => {
    await enrol('till-a')
    await stage.database`update master_keys set proof = 'of another' where status = 'current'`
    await assert.rejects(read('till-a'), /is not the key this database was used with\. Restore the right one/)
    await stage.database`delete from member_keys`
    await stage.database`delete from master_keys`
  })
})

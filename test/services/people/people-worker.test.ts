import { strict as assert } from 'node:assert'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CLI } from '../../../service/access/actor.ts'
import { journalPath, keepJournal, PlanJournal, readJournal } from '../../../service/import/plan-journal.ts'
import { archiveFolder } from '../../../service/receipts/receipt-archive.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { askErasure } from '../../../service/people/ask-erasure.ts'
import { openErasedNames } from '../../../service/people/erased-names.ts'
import { listErasure } from '../../../service/people/erasure-list.ts'
import { PeopleWorker } from '../../../service/people/people-worker.ts'
import { runErasures, type ErasureTools } from '../../../service/people/run-erasure.ts'
import { lastTidied } from '../../../service/people/tidy.ts'
import { type PeopleStage, startPeopleStage } from './people-stage.ts'

describe('the worker for people', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  let tools: ErasureTools
  before(async () => {
    stage = await startPeopleStage()
    await stage.database`insert into brands (brand_id, code, token, chain_id) values (2, 'bar', '0x', 31337)`
    // Nobody here has points: the chain is not asked.
    tools = { ...stage.desk, client: {} as ErasureTools['client'] }
  })
  after(() => stage.stop())

  const enrol = async (brandId: number, name: string) => {
    await stage.database`
      insert into till_members (brand_id, external_id, device, location) values (${brandId}, ${name}, 1, 'x')`
  }
  const ask = async (brandId: number, brand: string, name: string): Promise<bigint> => {
    const person = { brandId, brand, member: undefined, enrolled: [name], names: [name] }
    const names = await openErasedNames(stage.home, brand)
    const asked = { person, names, actor: CLI, at: new Date() }
    const [id = 0n] = await stage.database.begin((sql) => askErasure(sql, asked))
    return id
  }
  const statusOf = async (id: bigint) => {
    const [row] = await stage.database`select status, problem from erasures where id = ${String(id)}`
    return row
  }
  const alerts = async () =>
    (await listAlerts(stage.database)).map(({ brand, kind, subject }) => [brand, kind, subject])

  it('goes on with other brands and forgets what is old where one brand’s files are broken, and tells', async () => {
    await enrol(1, 'till-ann')
    await enrol(2, 'till-bo')
    const [ann, bo] = [await ask(1, 'cafe', 'till-ann'), await ask(2, 'bar', 'till-bo')]
    const broken = `${archiveFolder(stage.home, 'cafe')}/1.json`
    await mkdir(dirname(broken), { recursive: true })
    await writeFile(broken, 'no json')
    const entry = { subject: 'x', pseudonym: 'gone-x', provider: null, shop: null, at: '2026-01-01', hashes: [] }
    await listErasure(stage.home, 'cafe', entry)
    await stage.database`
      insert into privacy_requests (brand_id, kind, provider, shop, inbox_id, members, orders, received_at, due_at)
      values (1, 'redactCustomer', 'shopify', 's', 1, '{77}', '{}', now(), now())`
    const troubles: unknown[] = []
    const worker = new PeopleWorker({ tools, onTrouble: (error) => troubles.push(error) })
    await worker.look()
    assert.equal((await statusOf(bo))?.['status'], 'done')
    assert.equal((await statusOf(ann))?.['status'], 'waiting')
    assert.match(String((await statusOf(ann))?.['problem']), /^It failed \(SyntaxError\)/)
    assert.equal(troubles.length, 3)
    assert.ok(await lastTidied(stage.database))
    const [request] = await stage.database`select id from privacy_requests`
    assert.deepEqual((await alerts()).toSorted(), [
      ['cafe', 'erasedAgainFailed', ''],
      ['cafe', 'erasureWaits', String(ann)],
      ['cafe', 'redactFailed', String(request?.['id'])],
    ])

    await rm(broken)
    await stage.database`delete from privacy_requests`
    await worker.look()
    assert.equal((await statusOf(ann))?.['status'], 'done')
    assert.deepEqual((await alerts()).map(([, kind]) => kind).toSorted(), ['erasedAgainFailed', 'redactFailed'])
  })

  it('writes files once for many', async () => {
    const ids: bigint[] = []
    for (const name of ['till-1', 'till-2', 'till-3']) {
      await enrol(1, name)
      ids.push(await ask(1, 'cafe', name))
    }
    const path = journalPath(stage.home, 'cafe', 1)
    const journal = await PlanJournal.start(path)
    const members = ['till-1', 'till-2', 'till-3', 'till-4'].map((external_id, i) => ({ number: i + 1, external_id }))
    journal.write('members', JSON.stringify(members))
    await journal.finish()
    await keepJournal(path)
    const points: string[] = []
    await runErasures({ ...tools, checkpoint: (point) => void points.push(point) }, { brandId: 1, brand: 'cafe', ids })
    assert.deepEqual(
      points.filter((point) => point === 'archive' || point === 'journals' || point === 'done'),
      ['archive', 'journals', 'done', 'done', 'done'],
    )
    for await (const { rows } of readJournal(path)) {
      const names = (rows as { external_id: string }[]).map(({ external_id }) => external_id)
      assert.equal(new Set(names.slice(0, 3)).size, 3)
      assert.ok(names.slice(0, 3).every((name) => name.startsWith('gone-')))
      assert.equal(names[3], 'till-4')
    }
    await assert.rejects(access(`${path}.erasing`), { code: 'ENOENT' })
  })
})

import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { addKey } from '../../../service/access/add-key.ts'
import { CLI, type KeyRole } from '../../../service/access/actor.ts'
import { readLog } from '../../../service/access/read-log.ts'
import { listAlerts, raiseAlert } from '../../../service/intake/alerts.ts'
import { addTarget } from '../../../service/webhooks-out/targets.ts'
import { type Answer, saleOf, startTillStage, TERMS, type TillStage } from '../till/till-stage.ts'

describe('what is read of a brand over HTTP', function () {
  this.timeout(60_000)
  let stage: TillStage
  before(async () => {
    stage = await startTillStage()
  })
  after(() => stage.stop())

  const keyOf = async (role: KeyRole, side: 'first' | 'second' = 'first') => {
    const made = { brandId: stage.brands[side], role, name: 'reads', actor: CLI, at: new Date() }
    const { known, key } = await addKey(stage.database, made)
    const ask = async (path: string, body?: unknown): Promise<{ status: number; body: Answer; text: string }> => {
      const headers = {
        ...{ authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
      const response = await fetch(`${stage.service.url}/v1/brand${path}`, init)
      const text = await response.text()
      return { status: response.status, body: JSON.parse(text), text }
    }
    return { number: known.number, ask }
  }

  it('shows an auditor where messages go, and whoever may add an address all of it', async () => {
    const url = 'https://hooks.example:8443/services/T0K3N?key=s3cret'
    const { home } = stage.network
    const place = { home, brandId: stage.brands.first, brand: 'tea-house', mode: 'live' as const, dev: false }
    await addTarget(stage.database, { ...place, url })
    for (const role of ['owner', 'manager'] as const) {
      const { body } = await (await keyOf(role)).ask('/webhooks')
      assert.deepEqual([role, body.targets[0].url], [role, url])
    }
    const auditor = await keyOf('auditor')
    const { body, text } = await auditor.ask('/webhooks')
    assert.equal(body.targets[0].url, 'https://hooks.example:8443')
    assert.doesNotMatch(text, /T0K3N|s3cret/)
    assert.doesNotMatch((await auditor.ask('/audit')).text, /T0K3N|s3cret/)
  })

  /** What the newest entries of the first brand's log tell, the oldest first. */
  const told = async (limit: number) =>
    (await readLog(stage.database, { brandId: stage.brands.first, limit }))
      .toReversed()
      .map(({ actor, role, act, subject, detail }) => ({ actor, role, act, subject, detail }))

  it('tells in the audit log who searched for whom and who looked at what, and never by what', async () => {
    const values = { email: 'vera.sample@shop.test', phone: '+441632960077', card: 'C-7700-11' }
    const till = await stage.till()
    const enrolled = await till.post('/members', { ...values, consents: TERMS })
    assert.equal(enrolled.status, 201, enrolled.text)
    const { number, ask } = await keyOf('manager')
    const by = { actor: `key ${number}`, role: 'manager', detail: {} }

    // Before the ledger knows her there is only the till's name for her, which is told as a keyed hash.
    const early = await ask('/members/find', { id: values.phone })
    assert.deepEqual([early.status, early.body.member], [200, null], early.text)
    const [hashed] = await told(1)
    assert.match(hashed?.subject ?? '', /^[0-9a-f]{64}$/)
    assert.deepEqual(hashed, { ...by, act: 'member.find', subject: hashed?.subject })

    await till.post('/sales', saleOf('12.00', { member: { card: values.card } }))
    await stage.booked()
    const { member } = (await ask('/members/find', { id: ` ${values.email.toUpperCase()} ` })).body as {
      member: number
    }
    assert.deepEqual(await told(1), [{ ...by, act: 'member.find', subject: String(member) }])
    for (const path of ['', '/consents', '/export']) {
      assert.equal((await ask(`/members/${member}${path}`)).status, 200, path)
    }
    assert.deepEqual(await told(3), [
      { ...by, act: 'member.show', subject: String(member) },
      { ...by, act: 'member.show-consents', subject: String(member) },
      { ...by, act: 'member.export', subject: String(member), detail: { request: null } },
    ])
    assert.equal((await ask('/members/find', { id: 'nobody.here@shop.test' })).status, 404)
    assert.deepEqual(await told(1), [{ ...by, act: 'member.find', subject: '', detail: { refused: 'UnknownMember' } }])

    const rows = await stage.database<{ all: string }[]>`select string_agg(l::text, ' ') as all from audit_log l`
    const [{ all } = { all: '' }] = rows
    for (const value of [...Object.values(values), 'vera', 'nobody.here', '441632960077', 'C770011']) {
      assert.ok(!all.toLowerCase().includes(value.toLowerCase()), value)
    }
  })

  it('reads alerts and the head of the log of the one brand alone', async () => {
    const { first, second } = stage.brands
    const kind = 'readsTest'
    await raiseAlert(stage.database, { brandId: first, kind, subject: 'of the first' })
    await raiseAlert(stage.database, { brandId: second, kind, subject: 'of the second' })
    await raiseAlert(stage.database, { brandId: null, kind, subject: 'of the network' })
    const ofSecond = await listAlerts(stage.database, { brandId: second })
    assert.deepEqual(
      ofSecond.map(({ subject }) => subject),
      ['of the second'],
    )
    const { ask } = await keyOf('machine', 'second')
    const { body } = await ask('/alerts')
    assert.deepEqual(
      body.alerts.map(({ subject }: { subject: string }) => subject),
      ['of the second'],
    )
    const { body: status } = await ask('/status')
    const [newest] = await readLog(stage.database, { brandId: second, limit: 1 })
    assert.deepEqual([status.alerts, status.auditHead], [1, newest ? `${newest.sequence}:${newest.hash}` : null])
    assert.ok((await listAlerts(stage.database)).length >= 3)
  })
})

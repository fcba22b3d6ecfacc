import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { addKey } from '../../../service/access/add-key.ts'
import { AccessError } from '../../../service/access/access-error.ts'
import { AccessRates } from '../../../service/access/access-rates.ts'
import { CLI, type KeyRole } from '../../../service/access/actor.ts'
import { KeyDoor } from '../../../service/access/key-door.ts'
import { readLog } from '../../../service/access/read-log.ts'
import type { ApiDocument } from '../../../service/http/openapi/api-document.ts'
import { portalToken } from '../../../service/http/portal-token.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { sale, signed } from '../intake/intake-stage.ts'
import { CardTries } from '../../../service/till/card-tries.ts'
import { unknownMember } from '../../../service/till/till-error.ts'
import { TillRates } from '../../../service/till/till-rates.ts'
import { saleOf, startTillStage, TERMS, type TillStage } from '../till/till-stage.ts'

describe('the doors of the service', function () {
  this.timeout(60_000)
  let stage: TillStage
  const secrets: string[] = []
  before(async () => {
    stage = await startTillStage()
    secrets.push(await portalToken(stage.network.home, {}))
  })
  after(() => stage.stop())

  const keyOf = async (role: KeyRole): Promise<string> => {
    const made = { brandId: stage.brands.first, role, name: 'door', actor: CLI, at: new Date() }
    const { key } = await addKey(stage.database, made)
    secrets.push(key)
    return key
  }
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(stage.service.url + path, init)
  const from = (address: string, authorization = 'Bearer x') => ({
    headers: { 'x-forwarded-for': address, authorization, 'idempotency-key': randomUUID() },
  })

  it('sends the same headers along with every answer, refusals and failures included', async () => {
    const { paths } = (await (await ask('/openapi.json')).json()) as ApiDocument
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method, path]),
    )
    const key = await keyOf('owner')
    const asked = [
      ...told.map(([method = '', path = '']) => [method, path.replaceAll(/\{\w+\}/g, '1')] as const),
      ...(['delete', 'options', 'put', 'head'] as const).flatMap((method) => [
        [method, '/v1/brand/shops'] as const,
        [method, '/v1/till'] as const,
        [method, '/healthz'] as const,
      ]),
      ...[['get', '/'] as const, ['get', '/.env'] as const, ['get', '/v1/../../etc/passwd'] as const],
      ['get', '/%E0%A4%A'] as const,
    ]
    const statuses = new Set<number>()
    for (const [method, path] of asked) {
      for (const headers of [{}, { authorization: `Bearer ${key}` }]) {
        const init = { method: method.toUpperCase(), headers: { ...headers, origin: 'https://evil.example' } }
        const answer = await ask(path, init)
        const said = Object.fromEntries(answer.headers)
        statuses.add(answer.status)
        await answer.body?.cancel()
        const what = `${method} ${path} ${answer.status}`
        assert.equal(said['strict-transport-security'], 'max-age=63072000; includeSubDomains', what)
        assert.equal(said['x-content-type-options'], 'nosniff', what)
        assert.equal(said['referrer-policy'], 'no-referrer', what)
        assert.equal(said['content-security-policy'], "default-src 'none'; frame-ancestors 'none'", what)
        assert.equal(said['cross-origin-opener-policy'], 'same-origin', what)
        assert.equal(said['cross-origin-resource-policy'], 'same-origin', what)
        assert.ok(!('access-control-allow-origin' in said), `${what}: another site may read it`)
        assert.ok(!('server' in said) && !('x-powered-by' in said), `${what} tells what it is made of`)
        assert.ok(!('set-cookie' in said), what)
        if (answer.status === 401) assert.equal(said['www-authenticate'], 'Bearer', what)
        if (method !== 'head' && answer.status >= 400)
          assert.match(said['content-type'] ?? '', /^application\/problem\+json/)
      }
    }
    for (const status of [200, 400, 401, 404, 415]) assert.ok(statuses.has(status), `none was answered ${status}`)
  })

  it('stops whoever tries many wrong keys, by household, at both doors; others go on', async () => {
    for (const [path, net] of [
      ['/v1/brand/shops', '2001:db8:1:2'],
      ['/v1/till', '2001:db8:1:3'],
    ] as const) {
      for (let tries = 0; tries < 20; tries += 1) {
        const { status } = await ask(path, from(`${net}:${tries.toString(16)}::7`))
        assert.equal(status, 401)
      }
      const refused = await ask(path, from(`${net}:ffff::1`))
      assert.equal(refused.status, 429)
      assert.equal(((await refused.json()) as { code: string }).code, 'TooManyWrongKeys')
      assert.ok(Number(refused.headers.get('retry-after')) >= 1)
      assert.equal((await ask(path, from('2001:db8:9:9::1'))).status, 401, 'another household')
    }
    const good = await ask('/v1/brand/shops', from('2001:db8:1:2::9', `Bearer ${await keyOf('manager')}`))
    assert.equal(good.status, 200, 'a good key of the same household is let in')
  })

  it('counts what a key asks, and what it is refused; says when to try again', async () => {
    const rates = new AccessRates({ requests: 5, refused: 2 })
    const { database } = stage
    const door = new KeyDoor({ database, now: () => new Date(), rates })
    const knock = (key: string, operation: 'listShops' | 'addKey') =>
      door.enter({ authorization: `Bearer ${key}`, origin: 'here', operation })
    const busy = await keyOf('manager')
    for (let asked = 0; asked < 5; asked += 1) await knock(busy, 'listShops')
    const tooOften = (error: unknown): boolean =>
      error instanceof AccessError && error.status === 429 && error.code === 'TooOften' && error.retryAfterSeconds! > 0
    await assert.rejects(knock(busy, 'listShops'), tooOften)
    assert.ok(await knock(await keyOf('manager'), 'listShops'), 'another key goes on')
    const low = await keyOf('auditor')
    const count = async () => (await readLog(database, { brandId: stage.brands.first, limit: 1 }))[0]!.sequence
    const before = await count()
    for (let refused = 0; refused < 2; refused += 1) await assert.rejects(knock(low, 'addKey'), { code: 'RoleTooLow' })
    await assert.rejects(knock(low, 'addKey'), tooOften)
    assert.equal((await count()) - before, 2n, 'what is asked too often fills no log')
  })

  it('does not listen to keys that are wrong 200 times a minute, and listens again', async () => {
    const door = new KeyDoor({ database: stage.database, now: () => new Date() })
    const knock = (authorization: string, origin = 'there') =>
      door.enter({ authorization, origin, operation: 'listShops' })
    for (let tries = 0; tries < 200; tries += 1) await assert.rejects(knock('Bearer x'), AccessError)
    const key = await keyOf('owner')
    await assert.rejects(knock(`Bearer ${key}`), { code: 'TooManyWrongKeys' })
    assert.ok(await knock(`Bearer ${key}`, 'elsewhere'))
  })

  it('counts a card that nobody has as a try, in look-ups, sales and queues alike', async () => {
    const till = await stage.till()
    secrets.push(till.key)
    const card = () => ({ card: `wrong-${randomUUID().slice(0, 8)}` })
    for (let tries = 0; tries < 7; tries += 1) {
      assert.equal((await till.post('/members/lookup', card())).status, 404)
      assert.equal((await till.post('/sales', saleOf('1.00', { member: card() }))).status, 404)
    }
    const at = new Date().toISOString()
    const entries = Array.from({ length: 8 }, () => saleOf('1.00', { member: card(), at }))
    const member = { card: 'GOOD-CARD-1' }
    await (await stage.till()).post('/members', { ...member, consents: TERMS })
    const good = saleOf('3.00', { member, at })
    const { body } = await till.post('/queue', { entries: [...entries, good, saleOf('2.00', { at })] })
    const codes = (body as { entries: { status: string; problem?: { code: string } }[] }).entries.map(
      ({ status, problem }) => problem?.code ?? status,
    )
    // The good card is put off as the wrong ones are: what is booked would tell it.
    const putOff = Array.from({ length: 3 }, () => 'TooOften')
    assert.deepEqual(codes, [...Array.from({ length: 6 }, () => 'UnknownMember'), ...putOff, 'booked'])
    const sold = await till.post('/sales', saleOf('1.00', { member: card() }))
    assert.deepEqual([sold.status, sold.body.code], [429, 'TooOften'])
    assert.ok(Number(sold.headers.get('retry-after')) >= 1)
    assert.equal((await till.post('/sales', saleOf('1.00'))).status, 201, 'sales without a card go on')
  })

  it('tells no more to a till that asks for many cards at once, or enrols those it wants to know of', async () => {
    const [till, other] = [await stage.till(), await stage.till()]
    secrets.push(till.key, other.key)
    const good = { card: `good-${randomUUID().slice(0, 8)}` }
    assert.equal((await till.post('/members', { ...good, consents: TERMS })).status, 201)
    const look = (asked: object) => till.post('/members/lookup', asked)
    const found = await Promise.all(Array.from({ length: 40 }, () => look(good)))
    assert.ok(found.every(({ status }) => status === 200))
    const wrong = await Promise.all(Array.from({ length: 40 }, () => look({ card: `wrong-${randomUUID()}` })))
    assert.equal(wrong.filter(({ status }) => status === 404).length, 20)
    assert.equal(wrong.filter(({ status }) => status === 429).length, 20)
    assert.equal((await look(good)).body.code, 'TooOften', 'whoever is asked for')

    // Twenty under way may all be in vain: until they are over, nobody else is found.
    const tries = new CardTries(new TillRates(), till.device)
    const { promise: over, resolve: end } = Promise.withResolvers<undefined>()
    const inVain = Array.from({ length: 20 }, () => tries.find(() => over.then(() => Promise.reject(unknownMember()))))
    const outcomes = Promise.allSettled(inVain)
    await assert.rejects(
      tries.find(async () => 'found'),
      { code: 'TooOften' },
    )
    const patient = assert.rejects(
      tries.findInTurn(async () => 'found'),
      { code: 'TooOften' },
    )
    end(undefined)
    await patient
    assert.ok((await outcomes).every((each) => each.status === 'rejected' && each.reason.code === 'UnknownMember'))

    const codes: string[] = []
    for (let times = 0; times < 21; times += 1)
      codes.push((await other.post('/members', { ...good, consents: TERMS })).body.code)
    assert.deepEqual(codes, [...Array.from({ length: 20 }, () => 'AlreadyMember'), 'TooOften'])
  })

  it('lets no till make points mature at once by dating a sale back', async () => {
    const { first } = stage.brands
    await stage.rules(first, { pendingSeconds: 10 * 86_400 })
    const till = await stage.till()
    await till.post('/members', { card: 'C-back', phone: '+441632960099', consents: TERMS })
    const days = (count: number) => new Date(Date.now() - count * 86_400_000)
    const maturing = async (at: Date): Promise<number> => {
      const sale = saleOf('10.00', { member: { card: 'C-back' }, at: at.toISOString() })
      const { status, body } = await till.post('/sales', sale)
      assert.equal(status, 201)
      return new Date((body as { activeFrom: string }).activeFrom).getTime() - Date.now()
    }
    const tenDays = 10 * 86_400_000
    assert.ok((await maturing(days(29))) > tenDays - 60_000, 'not from before the till had its key')
    await stage.database`update till_devices set created_at = now() - interval '60 days' where brand_id = ${first}`
    const late = await maturing(days(29))
    assert.ok(late > tenDays - 73 * 3_600_000 && late < tenDays - 71 * 3_600_000, `in ${late} ms`)
    const queued = await maturing(days(1))
    assert.ok(queued < tenDays - 23 * 3_600_000, 'what was offline for a day has waited for a day')
  })

  it('keeps a refusal of a signed code under its key, and not what was only too early', async () => {
    const till = await stage.till()
    const { body } = await till.post('/payments', { order: randomUUID(), value: '5.00' })
    const path = `/payments/${(body as { id: string }).id}/intent`
    const intent = { verb: 'Pay', payload: '0x00', signature: '0x00' }
    const first = await till.post(path, { intent }, 'same')
    assert.deepEqual([first.status, first.body.code], [422, 'WrongIntent'])
    const again = await till.post(path, { intent }, 'same')
    assert.equal(again.text, first.text, 'byte by byte, the request it is an instance of included')
    const other = await till.post(path, { intent: { ...intent, signature: '0x01' } }, 'same')
    assert.deepEqual([other.status, other.body.code], [422, 'KeyReused'])
  })

  it('takes a delivery, is asked everything once, and tells no secret in its log', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const place = { home: stage.network.home, brandId: stage.brands.first, brand: 'tea-house', account: 'logged' }
    await connectShop(stage.database, { ...place, provider: 'generic', mode: 'live', url: null, secret })
    const { headers, body } = signed(secret, sale('logged-1'))
    await ask('/webhooks/tea-house/generic', { method: 'POST', headers, body })
    await ask(`/v1/brand/shops?key=${secrets[0]}`)
    const log = stage.service.logged.join('\n')
    assert.ok(log.includes('"path":"/webhooks/'), 'the log is there')
    const signatures = [headers['webhook-signature'] ?? '', 'private.person@example.org', 'C-back', '+441632960099']
    for (const each of [...secrets, secret, ...signatures]) {
      assert.ok(each.length > 5 && !log.includes(each), `the log tells ${each.slice(0, 12)}…`)
    }
    assert.doesNotMatch(log, /openpoints_(owner|manager|auditor|machine)_|till_[A-Za-z0-9_-]{43}|whsec_|Bearer /)
  })
})

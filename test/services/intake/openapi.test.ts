import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { renderClient } from '../../../scripts/generate-client.ts'
import { ApiProblem, callApi } from '../../../service/client/api-client.ts'
import { places } from '../../../service/client/api-types.ts'
import { type ApiDocument, apiDocument } from '../../../service/http/openapi/api-document.ts'
import { portalToken } from '../../../service/http/portal-token.ts'
import type { AppOptions } from '../../../service/http/service-app.ts'
import { serviceApp } from '../../../service/http/service-app.ts'
import { ensureBrand } from '../../../service/import/minter.ts'
import { addDevice } from '../../../service/till/add-device.ts'
import { emitEvent } from '../../../service/webhooks-out/emit-event.ts'
import { openDatabase } from '../../../service/database/open-database.ts'
import type { Service } from '../../../service/http/serve.ts'
import {
  type RelayStage,
  makeMembers,
  openService,
  sign,
  someone,
  startRelayStage,
  wire,
} from '../relay/relay-stage.ts'
import { deliver, sale, signed } from './intake-stage.ts'

type Connected = { url: string; secret: string; shop: number; account: string }

describe('the OpenAPI document', function () {
  this.timeout(120_000)
  let stage: RelayStage
  let service: Service & { databaseUrl: string; logged: string[] }
  let document: ApiDocument
  before(async () => {
    stage = await startRelayStage()
    const network = await readNetwork(stage.network.home)
    assert.ok(network)
    await writeNetwork(stage.network.home, { ...network, portalUrl: 'https://portal.example' })
    service = await openService(stage)
    document = (await (await fetch(`${service.url}/openapi.json`)).json()) as ApiDocument
  })
  after(() => delete process.env['DATABASE_URL'])
  after(async () => {
    await service.stop()
    await stage.stop()
  })

  /** The answer's schema as the document that was served has it. */
  const schemaOf = (path: string, method: string, status: number, media: string): z.ZodType => {
    const responses = document.paths[path]?.[method]?.['responses'] as Record<
      string,
      { content: Record<string, { schema: object }> }
    >
    const schema = responses[String(status)]?.content[media]?.schema
    assert.ok(schema, `${method} ${path} states no answer ${status} of ${media}`)
    const whole = { ...schema, $defs: document.components.schemas }
    const text = JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')
    return z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0])
  }
  const ask = async (method: string, path: string, filled: string, init: RequestInit = {}): Promise<number> => {
    const response = await fetch(service.url + filled, { ...init, method: method.toUpperCase() })
    const media = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
    const schema = schemaOf(path, method, response.status, media)
    const body: unknown = media.includes('json') ? await response.json() : await response.text()
    const parsed = schema.safeParse(body)
    assert.ok(parsed.success, `${method} ${filled}: ${parsed.error?.message ?? ''} in ${JSON.stringify(body)}`)
    return response.status
  }
  const json = (body: unknown): RequestInit => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

  /** Who sends more than is read finds the connection closed; nothing else may wait on it. */
  const closing = (init: RequestInit): RequestInit => ({
    ...init,
    headers: { ...(init.headers as Record<string, string>), connection: 'close' },
  })

  it('tells every route of the service, and no other', () => {
    const options = {
      relay: { rules: {} },
      intake: {},
      books: {},
      trustedProxies: new Set(),
      till: {},
    } as unknown as AppOptions
    const routes = serviceApp(options).routes.filter(({ method }) => method !== 'ALL')
    const served = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`))
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(told.toSorted(), [...served].toSorted())
    assert.deepEqual(document, JSON.parse(JSON.stringify(apiDocument())))
    assert.equal(document.openapi, '3.1.0')
  })

  it('has answers as it states them: of the relay', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const intent = await sign(stage, {
      ...{ member: member!, verb: 'Transfer', brandId: stage.brands.first, to: someone(), points: 100n },
    } as never)
    const place = '/v1/intents/{id}'
    assert.equal(await ask('get', '/healthz', '/healthz'), 200)
    assert.equal(await ask('get', '/openapi.json', '/openapi.json'), 200)
    assert.equal(await ask('get', '/v1/relay', '/v1/relay'), 200)
    assert.equal(await ask('post', '/v1/intents', '/v1/intents', json(wire(intent))), 202)
    const list = await callApi({ baseUrl: service.url }, 'listIntents', { path: { address: member!.address } })
    const { id } = list.intents[0]!
    assert.equal(await ask('get', `${place}/events`, `/v1/intents/${id}/events`), 200)
    assert.equal(await ask('get', place, `/v1/intents/${id}`), 200)
    assert.equal(await ask('get', '/v1/members/{address}/intents', `/v1/members/${member!.address}/intents`), 200)
    assert.equal(await ask('get', place, '/v1/intents/4c3a1e0c-98d6-4e2e-9df5-2b9bd3c2ee0b'), 404)
    assert.equal(await ask('get', place, '/v1/intents/1'), 400)
    assert.equal(await ask('get', `${place}/events`, '/v1/intents/1/events'), 400)
    assert.equal(await ask('post', '/v1/intents', '/v1/intents', json({})), 400)
    assert.equal(await ask('post', '/v1/intents', '/v1/intents', { body: 'x' }), 415)
    assert.equal(await ask('post', '/v1/intents', '/v1/intents', closing(json('x'.repeat(17_000)))), 413)
    assert.equal(await ask('post', '/v1/account-operations', '/v1/account-operations', json({})), 400)
    const receipts = '/v1/members/{address}/receipts/{brand}/{sequence}'
    const filled = `/v1/members/${member!.address}/receipts/1/1`
    assert.equal(await ask('get', receipts, filled), 401)
    const token = await portalToken(stage.network.home, {})
    assert.equal(await ask('get', receipts, filled, { headers: { authorization: `Bearer ${token}` } }), 200)
  })

  it('has answers as it states them: of webhooks, of a shop connected by the command line', async () => {
    const { json: points } = stage.network
    process.env['DATABASE_URL'] = service.databaseUrl
    const args = ['--brand', 'tea-house', '--provider', 'generic', '--account', 'main', '--origin', service.url]
    const connected = await points<Connected>('shop', 'connect', ...args)
    assert.equal(connected.url, `${service.url}/webhooks/tea-house/generic`)
    const path = '/webhooks/{brand}/{provider}'
    const good = signed(connected.secret, sale('A-1'))
    const post = (place: string, delivery: typeof good) => ask('post', path, `/webhooks/${place}`, delivery)
    assert.equal(await post('tea-house/generic', good), 200)
    assert.equal(await post('tea-house/generic', good), 200)
    assert.equal(await post('tea-house/generic', { ...good, body: `${good.body} ` }), 401)
    assert.equal(await post('tea-house/generic', { ...good, headers: {} }), 400)
    assert.equal(await post('tea-house/paypal', good), 404)
    assert.equal(await post('tea-house/generic', signed(connected.secret, 'x'.repeat(20_000))), 200)
    const tooLarge = signed(connected.secret, 'x'.repeat(1_100_000))
    tooLarge.headers['connection'] = 'close'
    assert.equal(await post('tea-house/generic', tooLarge), 413)
  })

  it('has answers as it states them: of a till', async () => {
    const database = await openDatabase(service.databaseUrl)
    const brandId = stage.brands.first
    await ensureBrand(database, stage.client, { brandId, code: 'tea-house' })
    const { key } = await addDevice(database, { brandId, name: 'counter-1', location: 'high-street', mode: 'live' })
    await database.end()
    const get = (path: string, filled = path) =>
      ask('get', `/v1/till${path}`, `/v1/till${filled}`, { headers: { authorization: `Bearer ${key}` } })
    const post = (path: string, body: unknown, filled = path) => {
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        authorization: `Bearer ${key}`,
      }
      return ask('post', `/v1/till${path}`, `/v1/till${filled}`, { headers, body: JSON.stringify(body) })
    }
    assert.equal(await get(''), 200)
    assert.equal(await ask('get', '/v1/till', '/v1/till'), 401)
    const phone = '+441632960001'
    const consents = [{ purpose: 'terms', granted: true, textVersion: '1' }]
    assert.equal(await post('/members', { phone, card: 'C-1234', consents }), 201)
    assert.equal(await post('/members', { phone, consents }), 409)
    assert.equal(await post('/members/lookup', { phone }), 200)
    assert.equal(await post('/members/lookup', { card: 'C-1234' }), 200)
    assert.equal(await post('/members/lookup', { card: 'C-9999' }), 404)
    assert.equal(await post('/members/lookup', { card: 7 }), 400)
    assert.equal(await post('/members/confirm', { candidate: 'x', ending: '0001' }), 404)
    const lines = [{ id: '1', net: '12.34' }]
    assert.equal(await post('/preview', { currency: 'EUR', lines }), 200)
    const sold = { sale: 's-1', order: 'o-1', currency: 'EUR', member: { card: 'C-1234' }, lines }
    assert.equal(await post('/sales', sold), 201)
    assert.equal(await post('/returns', { return: 'r-1', order: 'o-1', amount: '1.00' }), 201)
    assert.equal(await post('/voids', { void: 'v-1', order: 'o-1' }), 201)
    const queued = { ...sold, sale: 's-2', order: 'o-2', at: new Date().toISOString() }
    assert.equal(await post('/queue', { entries: [queued, { ...queued, sale: 's-3', payments: [randomUUID()] }] }), 200)
    const payment = { order: 'o-3', value: '5.00', shown: { currency: 'EUR', amount: '5.00' } }
    assert.equal(await post('/payments', payment), 201)
    const asked = {
      body: { ...payment, order: 'o-4' },
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'k' },
    }
    const { id } = await callApi({ baseUrl: service.url }, 'requestPayment', asked)
    assert.equal(await get('/payments/{id}', `/payments/${id}`), 200)
    assert.equal(await post('/payments/{id}/accept', {}, `/payments/${id}/accept`), 409)
    assert.equal(await post('/payments/{id}/intent', {}, `/payments/${id}/intent`), 400)
    assert.equal(await post('/payments/{id}/cancel', {}, `/payments/${id}/cancel`), 200)
    assert.equal(await get('/payments/{id}/events', `/payments/${id}/events`), 200)
    assert.equal(await get('/payments/{id}', `/payments/${randomUUID()}`), 404)
  })

  it('states outgoing messages as they are', async () => {
    const database = await openDatabase(service.databaseUrl)
    try {
      await stage.network.json('webhook', 'add', 'http://127.0.0.1:9/', '--brand', 'tea-house')
      await emitEvent(database, stage.brands.first, 'points.minted', { points: '1.00' })
      const [row] = await database<{ body: string }[]>`select body from webhook_messages`
      const schema = z.fromJSONSchema(document.components.schemas['Message'] as Parameters<typeof z.fromJSONSchema>[0])
      assert.ok(schema.safeParse(JSON.parse(row!.body)).success)
      assert.ok(!schema.safeParse({ ...(JSON.parse(row!.body) as object), more: 1 }).success, 'the check is strict')
      assert.deepEqual(Object.keys(document.webhooks), [
        'points.minted',
        'points.reversed',
        'order.parked',
        'debt.changed',
        'payment.returned',
      ])
    } finally {
      await database.end()
    }
  })

  it('has a client generated from it, whose refusals are problems', async () => {
    const path = new URL('../../../service/client/api-types.ts', import.meta.url)
    assert.equal(await readFile(path, 'utf8'), await renderClient(apiDocument()))
    assert.equal(Object.keys(places).length, Object.values(document.paths).flatMap(Object.keys).length)
    const relay = await callApi({ baseUrl: `${service.url}/` }, 'getRelay', {})
    assert.equal(relay.hub.toLowerCase(), stage.network.hub.toLowerCase())
    const member = privateKeyToAccount(generatePrivateKey()).address
    const { intents } = await callApi({ baseUrl: service.url }, 'listIntents', { path: { address: member } })
    assert.deepEqual(intents, [])
    const delivery = signed('whsec_AAAA', sale('A-1'))
    const given = {
      path: { brand: 'tea-house', provider: 'generic' as const },
      body: delivery.body,
      headers: delivery.headers,
    }
    await assert.rejects(callApi({ baseUrl: service.url }, 'deliverWebhook', given), (error) => {
      assert.ok(error instanceof ApiProblem)
      assert.deepEqual([error.problem.code, error.problem.status], ['BadSignature', 401])
      return true
    })
  })

  it('refuses bodies above 16 KiB everywhere but at the webhooks', async () => {
    const told = await deliver(service.url, 'tea-house/square', { body: 'x'.repeat(20_000), headers: {} })
    assert.equal(told.status, 404)
    assert.equal(await ask('post', '/v1/intents', '/v1/intents', closing(json('x'.repeat(17_000)))), 413)
  })
})

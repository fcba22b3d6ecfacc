import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { emitEvent, emitEvents } from '../../../service/webhooks-out/emit-event.ts'
import { listMessages, replayMessages } from '../../../service/webhooks-out/messages.ts'
import { postMessage } from '../../../service/webhooks-out/post-message.ts'
import { retryDelay } from '../../../service/webhooks-out/retry-delay.ts'
import { signMessage } from '../../../service/webhooks-out/sign-message.ts'
import { checkTargetUrl } from '../../../service/webhooks-out/target-url.ts'
import { addTarget, listTargets, removeTarget } from '../../../service/webhooks-out/targets.ts'
import { WebhookError } from '../../../service/webhooks-out/webhook-error.ts'
import { WebhookSender } from '../../../service/webhooks-out/webhook-sender.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'
import { until } from '../relay/relay-stage.ts'
import { hostOf, isThisMachine } from '../../../service/webhooks-out/target-url.ts'
import { HOSTILE_URLS } from './hostile-urls.ts'

type Got = { path: string; headers: IncomingHttpHeaders; body: string }

describe('webhooks out', function () {
  this.timeout(60_000)
  let cluster: Cluster
  let database: Database
  let home: string
  let server: Server
  let origin: string
  let got: Got[] = []
  let answer: (path: string) => number
  const senders: WebhookSender[] = []
  const troubles: unknown[] = []

  before(async () => {
    cluster = await startCluster()
    database = await openDatabase(await cluster.create())
    home = await mkdtemp(join(tmpdir(), 'points-out-'))
    for (const [code, brandId] of [['cafe', 1] as const, ['books', 2] as const]) {
      await database`insert into brands (brand_id, code, token, chain_id) values (${brandId}, ${code}, '0x', 31337)`
    }
    server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (part: string) => (body += part))
      request.on('end', () => {
        got.push({ path: request.url ?? '', headers: request.headers, body })
        response.writeHead(answer(request.url ?? ''), { location: `${origin}/elsewhere` }).end('x'.repeat(100_000))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  beforeEach(async () => {
    got = []
    answer = () => 204
    await database`truncate webhook_messages, webhook_targets, alerts`
  })
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.stop()))
    assert.deepEqual(troubles, [])
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await database.end({ timeout: 1 })
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  })

  const startSender = (): WebhookSender => {
    const onTrouble = (error: unknown): void => void troubles.push(error)
    const sender = new WebhookSender({ database, home, dev: true, onTrouble, pauseMs: 20 })
    senders.push(sender)
    sender.start()
    return sender
  }
  const target = (path: string, more: Partial<Parameters<typeof addTarget>[1]> = {}) =>
    addTarget(database, { home, brandId: 1, brand: 'cafe', url: `${origin}${path}`, mode: 'live', dev: true, ...more })
  const settled = (count: number) =>
    until(async () => {
      const messages = await listMessages(database, { brandId: 1, limit: 100 })
      return messages.filter(({ status }) => status !== 'pending').length === count
    })

  it('signs as Standard Webhooks says: the vector of its own tests', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
    const now = new Date(1_614_265_330_000)
    const headers = signMessage(message, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now })
    assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
    assert.equal(headers['webhook-timestamp'], '1614265330')
  })

  it('tells every address of the brand that wants it, once, signed, from two senders', async () => {
    const { secret } = await target('/all')
    await target('/minted', { types: ['points.minted'] })
    await target('/test', { mode: 'test' })
    await target('/books', { brandId: 2, brand: 'books' })
    await database.begin(async (sql) => {
      await emitEvents(sql, 1, [
        { type: 'points.minted', data: { account: '0x01', points: '12.00' } },
        { type: 'debt.changed', data: { account: '0x01', debt: '0.50' } },
      ])
      await emitEvent(sql, 1, 'order.parked', { order: 'T-1' }, { mode: 'test' })
    })
    startSender()
    startSender()
    await settled(4)
    assert.deepEqual(got.map(({ path, body }) => `${path} ${(JSON.parse(body) as { type: string }).type}`).toSorted(), [
      '/all debt.changed',
      '/all points.minted',
      '/minted points.minted',
      '/test order.parked',
    ])
    const minted = got.find(({ path, body }) => path === '/all' && body.includes('minted'))!
    const { type, mode, data, timestamp } = JSON.parse(minted.body) as Record<string, unknown>
    assert.deepEqual(
      { type, mode, data },
      { type: 'points.minted', mode: 'live', data: { account: '0x01', points: '12.00' } },
    )
    assert.ok(Math.abs(Date.parse(timestamp as string) - Date.now()) < 60_000)
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = minted.headers
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const expected = createHmac('sha256', key)
      .update(`${String(id)}.${String(time)}.${minted.body}`)
      .digest('base64')
    assert.equal(signature, `v1,${expected}`)
    const test = got.find(({ path }) => path === '/test')!
    assert.equal((JSON.parse(test.body) as { mode: string }).mode, 'test')
  })

  it('says nothing of what was rolled back, and nothing where nobody listens', async () => {
    await emitEvent(database, 1, 'points.minted', {})
    await target('/all')
    const failing = database.begin(async (sql) => {
      await emitEvent(sql, 1, 'points.minted', {})
      throw new Error('rolled back')
    })
    await assert.rejects(failing, /rolled back/)
    assert.deepEqual(await listMessages(database, { brandId: 1, limit: 10 }), [])
  })

  it('tries again later where the answer is not 2xx, follows no redirect, and keeps the id', async () => {
    await target('/moved')
    answer = () => 302
    await emitEvent(database, 1, 'points.minted', { points: '1.00' })
    const sender = startSender()
    await until(async () => (await listMessages(database, { brandId: 1, limit: 1 }))[0]?.answer === '302')
    const [message] = await listMessages(database, { brandId: 1, limit: 1 })
    assert.equal(message?.status, 'pending')
    const wait = message.dueAt.getTime() - Date.now()
    assert.ok(wait > 2_000 && wait < 6_500, `${wait} ms`)
    assert.deepEqual(
      got.map(({ path }) => path),
      ['/moved'],
    )
    answer = () => 200
    await database`update webhook_messages set due_at = now()`
    await settled(1)
    await sender.stop()
    assert.equal(got.length, 2)
    assert.equal(got[0]!.headers['webhook-id'], got[1]!.headers['webhook-id'])
    assert.equal(got[0]!.body, got[1]!.body)
  })

  it('gives up after three days with an alert; replay sends it again under its id, and settles the alert', async () => {
    await target('/down')
    answer = () => 500
    await emitEvent(database, 1, 'points.minted', { points: '1.00' })
    await database`update webhook_messages set attempts = 9`
    startSender()
    await settled(1)
    const [message] = await listMessages(database, { brandId: 1, limit: 1 })
    assert.deepEqual([message?.status, message?.attempts, message?.answer], ['failed', 10, '500'])
    const [alert] = await listAlerts(database)
    assert.deepEqual([alert?.kind, alert?.subject, alert?.brandId], ['webhookFailed', '1', 1n])
    answer = () => 200
    assert.equal(await replayMessages(database, { brandId: 2, ids: [message!.id] }), 0, 'no other brand can')
    assert.equal(await replayMessages(database, { brandId: 1, ids: [message!.id] }), 1)
    await settled(1)
    await until(async () => (await listAlerts(database)).length === 0)
    assert.equal(got.at(-1)?.headers['webhook-id'], message?.id)
  })

  it('takes up what a killed sender had begun', async () => {
    await target('/again')
    await emitEvent(database, 1, 'points.minted', {})
    await database`update webhook_messages set attempts = 1, due_at = now() + interval '60 seconds'`
    startSender()
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(got.length, 0)
    await database`update webhook_messages set due_at = now()`
    await settled(1)
    assert.equal(got.length, 1)
  })

  it('gives up what is left for a removed address, and asks it no more', async () => {
    const { target: number } = await target('/gone')
    await emitEvent(database, 1, 'points.minted', {})
    await removeTarget(database, { home, brandId: 1, brand: 'cafe', target: number })
    await emitEvent(database, 1, 'points.minted', {})
    startSender()
    await settled(1)
    assert.equal(got.length, 0)
    assert.deepEqual(await listTargets(database), [])
    const again = removeTarget(database, { home, brandId: 1, brand: 'cafe', target: number })
    await assert.rejects(again, (error) => error instanceof WebhookError && error.code === 'UnknownTarget')
  })

  it('is not held up by one address that never answers', async () => {
    const hanging = createServer(() => undefined)
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`
    await target('/', { url })
    await emitEvents(
      database,
      1,
      Array.from({ length: 30 }, () => ({ type: 'points.minted' as const, data: {} })),
    )
    await target('/quick', { brandId: 2, brand: 'books' })
    await emitEvents(
      database,
      2,
      Array.from({ length: 30 }, () => ({ type: 'points.minted' as const, data: {} })),
    )
    startSender()
    await until(async () => got.length === 30)
    hanging.closeAllConnections()
    await new Promise((resolve) => hanging.close(resolve))
  })

  it('waits longer each time, spread by a fifth, a little over three days in all', () => {
    const waits = Array.from({ length: 10 }, (_, index) => retryDelay(index + 1, () => 0.5))
    assert.equal(waits[9], undefined)
    const all = waits.slice(0, 9).reduce<number>((sum, wait) => sum + (wait ?? 0), 0)
    assert.ok(all > 3 * 86_400_000 && all < 4 * 86_400_000)
    assert.deepEqual([retryDelay(1, () => 0), retryDelay(1, () => 1)], [4_000, 6_000])
  })

  for (const { url, resolves } of HOSTILE_URLS) {
    it(`asks nobody at ${url.slice(0, 60)}${resolves ? ` (${resolves.join(', ') || 'nowhere'})` : ''}`, async () => {
      const resolve = async () => (resolves ?? ['93.184.215.14']).map((address) => ({ address, family: 4 }))
      const message = { id: 'msg_1', body: '{}' }
      const options = { url, secret: 'whsec_AAAA', message, now: new Date(), resolve }
      const own = URL.canParse(url) && isThisMachine(hostOf(new URL(url)))
      for (const dev of own ? [false] : [false, true]) {
        await assert.rejects(postMessage({ ...options, dev }), (error) => {
          assert.ok(error instanceof WebhookError, String(error))
          assert.match(error.code, /^(HostileUrl|PrivateAddress)$/)
          return true
        })
      }
    })
  }

  it('knows a hundred of them', () => {
    assert.ok(HOSTILE_URLS.length >= 100, String(HOSTILE_URLS.length))
    assert.equal(new Set(HOSTILE_URLS.map(({ url }) => url)).size, HOSTILE_URLS.length)
  })

  it('asks once where a name is, and goes there, whatever is answered the next time', async () => {
    const answers = ['127.0.0.1', '10.0.0.1', '169.254.169.254']
    let asked = 0
    const resolve = async () => [{ address: answers[asked++] ?? '', family: 4 }]
    const url = `${origin.replace('127.0.0.1', 'localhost')}/rebound`
    const post = {
      url,
      secret: 'whsec_AAAA',
      message: { id: 'msg_1', body: '{}' },
      now: new Date(),
      dev: true,
      resolve,
    }
    assert.equal(await postMessage(post), 204)
    assert.deepEqual([asked, got.map(({ path }) => path)], [1, ['/rebound']])
    await assert.rejects(postMessage(post), { code: 'PrivateAddress' })
    assert.deepEqual([asked, got.length], [2, 1])
  })

  it('takes ordinary addresses, and this machine on the local chain alone', () => {
    for (const url of [
      'https://shop.example/points?x=1',
      'https://shop.example:8443/',
      'https://93.184.215.14/',
      'https://[2606:2800::1]/',
    ]) {
      assert.equal(checkTargetUrl(url, { dev: false }).protocol, 'https:')
    }
    for (const url of ['http://localhost:9000/', 'http://127.0.0.1:9000/', 'http://[::1]:9000/']) {
      assert.equal(checkTargetUrl(url, { dev: true }).port, '9000')
      assert.throws(() => checkTargetUrl(url, { dev: false }), /This address is refused/)
    }
  })
})

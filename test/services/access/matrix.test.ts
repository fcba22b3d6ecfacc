import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { portalToken } from '../../../service/http/portal-token.ts'
import { ROLES, type Role } from '../../../service/access/actor.ts'
import { type BrandOperation, mayDo, PERMISSIONS } from '../../../service/access/permissions.ts'
import { readLog } from '../../../service/access/read-log.ts'
import { verifyLog } from '../../../service/access/verify-log.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { insertDelivery } from '../../../service/intake/insert-delivery.ts'
import { openVault } from '../../../service/keys/data-vault.ts'
import type { ApiDocument } from '../../../service/http/openapi/api-document.ts'
import { sale as told, signed } from '../intake/intake-stage.ts'
import { startTillStage, type Till, type TillStage } from '../till/till-stage.ts'
import { type Asked, brandScenes, type Side } from './brand-scenes.ts'

/** A worker looks by itself at what nobody told it of, with some time to do it in. */
const LONGEST_REST_MS = 600

type Told = { method: string; path: string; security: string; status: number }

describe('who may do what: every operation, every role, two brands', function () {
  this.timeout(60_000)
  let stage: TillStage
  let operations: Map<string, Told>
  let everything: string
  let tills: Record<Side, Till>
  let brands: ReturnType<typeof brandScenes>
  before(async () => {
    stage = await startTillStage()
    const known = await readNetwork(stage.network.home)
    await writeNetwork(stage.network.home, { ...known!, serviceUrl: 'https://points.example' })
    tills = { first: await stage.till('first'), second: await stage.till('second') }
    brands = brandScenes(stage, tills)
    const document = (await (await fetch(`${stage.service.url}/openapi.json`)).json()) as ApiDocument
    operations = new Map(Object.entries(document.paths).flatMap(([path, methods]) => tell(path, methods)))
    everything = await readEverything()
    // The first brand's numbers go higher than the second's, so that they are nothing there.
    for (let index = 0; index < 20; index += 1) {
      await brands.shop('first')
      await brands.till('first')
      await brands.target('first')
      await brands.key('first', 'auditor')
    }
    await stage.database`update access_keys set number = number + 1000 where brand_id = ${brands.idOf('first')}`
  })
  after(() => stage.stop())

  const tell = (path: string, methods: ApiDocument['paths'][string]): [string, Told][] =>
    Object.entries(methods).map(([method, operation]) => {
      const { operationId, security, responses } = operation as unknown as {
        operationId: string
        security?: Record<string, unknown>[]
        responses: Record<string, unknown>
      }
      const status = Number(Object.keys(responses).find((each) => each.startsWith('2')))
      return [operationId, { method, path, security: Object.keys(security?.[0] ?? {})[0] ?? 'none', status }]
    })

  /** What comes of it where not what the document promises: nobody has signed these. */
  const done: Partial<Record<BrandOperation, number>> = { handOverCode: 400, acceptPayment: 409 }

  /** With a key of the second brand and the names of the first brand's things; the rest is not there to be named. */
  const foreign: Partial<Record<BrandOperation, number>> = {
    ...{ rotateShop: 404, disconnectShop: 404, revokeTill: 404, removeWebhook: 404, rotateKey: 404, revokeKey: 404 },
    ...{
      tellEvent: 404,
      getPayment: 404,
      followPayment: 404,
      cancelPayment: 404,
      acceptPayment: 404,
      handOverCode: 400,
    },
    ...{ listMemberEntries: 404, findMember: 404, getMember: 404, exportMember: 404, listConsents: 404 },
    ...{ sayConsents: 404, eraseMember: 404 },
    ...{ bookReturn: 404, voidSale: 404, confirmMember: 404, lookUpMember: 404 },
  }

  let asked = 0
  const ask = async (
    operation: string,
    { path = {}, body }: Asked,
    headers: Record<string, string>,
  ): Promise<Response> => {
    const { method, path: shape } = operations.get(operation)!
    const filled = shape.replace(/\{(\w+)\}/g, (_, name: string) => String(path[name]))
    asked += 1
    return fetch(stage.service.url + filled, {
      method: method.toUpperCase(),
      headers: {
        // From another house each time: who tries many wrong keys is told to stop.
        'x-forwarded-for': `2001:4860:${(asked >> 8).toString(16)}:${(asked & 255).toString(16)}::1`,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  const bearing = (credential: string): Record<string, string> => ({ authorization: `Bearer ${credential}` })
  const credentialOf = async (side: Side, role: Role): Promise<string> =>
    role === 'cashier' ? tills[side].key : (await brands.key(side, role)).key

  /** Everything that is kept of brands, but for what is written of the asking itself, and how far their workers have got. */
  const booksOf = async (...sides: Side[]): Promise<ReadonlySet<string>> => {
    const ids = sides.map(brands.idOf).join(', ')
    const rows = await stage.database.unsafe<{ line: string }[]>(everything.replaceAll('BRANDS', ids))
    return new Set(rows.map(({ line }) => line))
  }
  const readEverything = async (): Promise<string> => {
    const tables = await stage.database<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where column_name = 'brand_id' and table_schema = 'public'
        and table_name not in ('audit_log', 'brands', 'alerts')`
    const lines = tables.map(
      ({ name }) =>
        `select '${name} ' || (to_jsonb(t) - 'last_used_at')::text as line from ${name} t where brand_id in (BRANDS)`,
    )
    return lines.join(' union all ')
  }
  const differences = (before: ReadonlySet<string>, now: ReadonlySet<string>): string[] => [
    ...[...before].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ]
  const expectUnchanged = async (before: ReadonlySet<string>, sides: Side[], what: string): Promise<void> =>
    assert.deepEqual(differences(before, await booksOf(...sides)), [], what)
  /** Workers have done what they had to do: all that came is booked, and nothing was written for longer than any of them rests. */
  const calm = async (): Promise<void> => {
    await stage.booked()
    let before = await booksOf('first', 'second')
    const asked = performance.now()
    let writtenAt = asked
    while (performance.now() - writtenAt < LONGEST_REST_MS) {
      await pause(100)
      const now = await booksOf('first', 'second')
      const changes = differences(before, now)
      if (changes.length > 0) [before, writtenAt] = [now, performance.now()]
      if (writtenAt - asked > 20_000) throw new Error(`The books do not come to rest: ${changes.join(', ')}`)
    }
  }
  const expectStatus = async (response: Response, status: number, what: string): Promise<void> => {
    const text = await response.text()
    assert.equal(response.status, status, `${what}: ${text}`)
    if (status < 400) return
    assert.equal(response.headers.get('content-type'), 'application/problem+json', what)
    assert.equal((JSON.parse(text) as { status: number }).status, status)
  }

  it('has a row for every operation that wants a key, and no other', () => {
    const wanting = [...operations].filter(([, { security }]) => security === 'brand' || security === 'till')
    assert.deepEqual(wanting.map(([id]) => id).toSorted(), Object.keys(PERMISSIONS).toSorted())
    assert.deepEqual(Object.keys(brands.scenes).toSorted(), Object.keys(PERMISSIONS).toSorted())
    const rest = [...operations].filter(([id]) => !(id in PERMISSIONS)).map(([id]) => id)
    assert.deepEqual(rest.toSorted(), Object.keys(others).toSorted())
    for (const [id, { security }] of wanting) assert.equal(security === 'till', mayDo('cashier', id as BrandOperation))
  })

  it('refuses whoever has no key, a key that is over, and a role that may not; writes nothing but that', async () => {
    const revoked = await brands.key('first', 'owner')
    await stage.database`update access_keys set revoked_at = now() where key_hash is not null and brand_id = ${brands.idOf('first')}
      and number = ${revoked.number}`
    const nobody = {
      none: {},
      empty: { authorization: 'Bearer ' },
      junk: bearing('x'),
      basic: { authorization: `Basic ${Buffer.from('owner:owner').toString('base64')}` },
      madeUp: bearing(`openpoints_owner_${'A'.repeat(43)}_00000000`),
      madeUpTill: bearing(`till_${'A'.repeat(43)}`),
      revoked: bearing(revoked.key),
    }
    type Prepared = { scene: Asked; refused: { role: Role; credential: string }[] }
    const prepared = new Map<BrandOperation, Prepared>()
    for (const id of Object.keys(PERMISSIONS) as BrandOperation[]) {
      const roles = ROLES.filter((role) => !mayDo(role, id))
      // Each is refused once: who is refused often is told to stop.
      const fresh = async (role: Role) =>
        role === 'cashier' ? (await stage.till('first')).key : credentialOf('first', role)
      const credentials = await Promise.all(roles.map(fresh))
      const refused = roles.map((role, index) => ({ role, credential: credentials[index]! }))
      prepared.set(id, { scene: await brands.scenes[id]('first'), refused })
    }
    await calm()
    const before = await booksOf('first')
    for (const [id, { scene, refused }] of prepared) {
      for (const [who, headers] of Object.entries(nobody)) {
        await expectStatus(await ask(id, scene, headers), 401, `${id} by ${who}`)
      }
      for (const { role, credential } of refused) {
        await expectStatus(await ask(id, scene, bearing(credential)), 403, `${id} by ${role}`)
        const [newest] = await readLog(stage.database, { brandId: brands.idOf('first'), limit: 1 })
        assert.deepEqual([newest?.act, newest?.subject, newest?.role], ['access.refused', id, role])
      }
      await expectUnchanged(before, ['first'], `${id} left something behind`)
    }
  })

  it("gives nothing of another brand's: not by its numbers, not by its names", async () => {
    const asking: { id: BrandOperation; status: number; scene: Asked; role: Role; credential: string }[] = []
    for (const [id, status] of Object.entries(foreign) as [BrandOperation, number][]) {
      const scene = await brands.scenes[id]('first')
      for (const role of ROLES.filter((each) => mayDo(each, id))) {
        asking.push({ id, status, scene, role, credential: await credentialOf('second', role) })
      }
    }
    await calm()
    const before = await booksOf('first')
    for (const { id, status, scene, role, credential } of asking) {
      await expectStatus(await ask(id, scene, bearing(credential)), status, `${id} by a foreign ${role}`)
      await expectUnchanged(before, ['first'], `${id} changed another brand`)
    }
  })

  it('changes nothing of another brand where everything is meant, or ids that count across brands', async () => {
    const owner = bearing(await credentialOf('second', 'owner'))
    const foreignShop = (await brands.shop('first')).number
    const place = {
      brandId: brands.idOf('first'),
      shop: foreignShop,
      provider: 'generic',
      account: 'x',
      mode: 'live',
    } as const
    const delivery = { ...place, deliveryId: randomUUID(), topic: 'sale.paid', body: Buffer.from(told('parked')) }
    const parked = await stage.database.begin(async (sql) => {
      await insertDelivery(sql, await openVault(stage.network.home), delivery)
      const [row] = await sql<{ id: bigint }[]>`
        update inbox set status = 'parked' where delivery_id = ${delivery.deliveryId} returning id`
      return row
    })
    await calm()
    const before = await booksOf('first')
    for (const body of [{ ids: [parked!.id.toString()] }, { all: true }]) {
      assert.deepEqual(await (await ask('retryInbox', { body }, owner)).json(), { retried: 0 })
    }
    const alert = await brands.alert('first')
    const close = await ask('closeAlerts', { body: { ids: [alert.toString()] } }, owner)
    assert.deepEqual(await close.json(), { closed: 0 })
    assert.ok((await listAlerts(stage.database)).some(({ id }) => id === alert))
    for (const body of [{ ids: ['msg_x_1'] }, { failed: true }]) {
      assert.deepEqual(await (await ask('replayWebhooks', { body }, owner)).json(), { replayed: 0 })
    }
    const lists = ['listShops', 'listTills', 'listWebhooks', 'listInbox', 'listKeys', 'listActs', 'listBrandAlerts']
    const theirs = JSON.stringify(await Promise.all(lists.map(async (id) => (await ask(id, {}, owner)).json())))
    for (const { number, account } of await stage.database<{ number: number; account: string }[]>`
      select number, account from shops where brand_id = ${brands.idOf('first')} and provider = 'generic'`) {
      assert.ok(!theirs.includes(account), `shop ${number} of the first brand is shown to the second`)
    }
    await expectUnchanged(before, ['first'], 'a retry or a replay of all')
  })

  it('lets every role do what it may, and records it', async () => {
    for (const id of Object.keys(PERMISSIONS) as BrandOperation[]) {
      for (const role of ROLES.filter((each) => mayDo(each, id))) {
        const scene = await brands.scenes[id]('first')
        const response = await ask(id, scene, bearing(await credentialOf('first', role)))
        await expectStatus(response, done[id] ?? operations.get(id)!.status, `${id} by ${role}`)
        assert.match(response.headers.get('cache-control') ?? '', /no-store|no-cache/, `${id} may be kept by nobody`)
      }
    }
    const acts = await readLog(stage.database, { brandId: brands.idOf('first'), limit: 10_000 })
    const byKeys = new Set(acts.filter(({ actor }) => actor.startsWith('key ')).map(({ act }) => act))
    const administrative = [
      ...['shop.connect', 'shop.rotate', 'shop.disconnect', 'rules.change', 'till.add', 'till.revoke', 'webhook.add'],
      ...['webhook.remove', 'access.add', 'access.rotate', 'access.revoke', 'inbox.retry', 'alert.close'],
    ]
    assert.deepEqual(
      administrative.filter((act) => !byKeys.has(act)),
      [],
    )
    const { broken } = await verifyLog(stage.database, { brandId: brands.idOf('first') })
    assert.equal(broken, null)
  })

  const address = privateKeyToAccount(generatePrivateKey()).address
  const intent = { path: { id: randomUUID() } }
  /** What wants no key of a brand: with one it is answered as without. */
  const others: Record<string, { scene: Asked; status: number }> = {
    getHealth: { scene: {}, status: 200 },
    getDocument: { scene: {}, status: 200 },
    getRelay: { scene: {}, status: 200 },
    submitIntent: { scene: { body: {} }, status: 400 },
    submitOperation: { scene: { body: {} }, status: 400 },
    getIntent: { scene: intent, status: 404 },
    followIntent: { scene: intent, status: 404 },
    listIntents: { scene: { path: { address } }, status: 200 },
    listReceipts: { scene: { path: { address, brand: 1, sequence: '1' } }, status: 401 },
    deliverWebhook: { scene: { path: { brand: 'tea-house', provider: 'generic' }, body: {} }, status: 400 },
  }

  it('gives keys of brands nothing where they are not asked for: relay, receipts, webhooks', async () => {
    const credentials = await Promise.all(ROLES.map(async (role) => bearing(await credentialOf('first', role))))
    await calm()
    const before = await booksOf('first', 'second')
    for (const [id, { scene, status }] of Object.entries(others)) {
      for (const headers of [{}, ...credentials]) await expectStatus(await ask(id, scene, headers), status, id)
    }
    const token = await portalToken(stage.network.home, {})
    await expectStatus(await ask('listReceipts', others['listReceipts']!.scene, bearing(token)), 200, 'the portal')
    for (const id of ['getBrandStatus', 'getTill']) await expectStatus(await ask(id, {}, bearing(token)), 401, id)
    await expectUnchanged(before, ['first', 'second'], 'what wants no key')
  })

  it("takes no delivery for a brand that another brand's secret signed", async () => {
    const { secret } = await brands.shop('second')
    await calm()
    const before = await booksOf('first')
    const { body, headers } = signed(secret, told(brands.name()))
    const init = { method: 'POST', body, headers }
    await expectStatus(await fetch(`${stage.service.url}/webhooks/tea-house/generic`, init), 401, 'a foreign secret')
    await expectUnchanged(before, ['first'], 'a foreign secret')
  })
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPoints } from '../../../scripts/cli/run-points.ts'
import { openDatabase } from '../../../service/database/open-database.ts'
import { listShops } from '../../../service/intake/list-shops.ts'
import { findDelivery } from '../../../service/intake/read-inbox.ts'
import { settleDelivery } from '../../../service/intake/settle-delivery.ts'
import { listSecrets, loadSecret } from '../../../service/keys/stored-secrets.ts'
import { type CliNetwork, startCliNetwork } from '../cli-network.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'
import { sale } from './intake-stage.ts'

type Connected = { shop: number; url: string; secret?: string; account: string; mode: string }
type Delivery = { id: string; status: string; topic: string; reason: string | null; body?: string }

describe('points shop and points inbox', function () {
  this.timeout(120_000)
  let network: CliNetwork
  let cluster: Cluster
  let folder: string
  let databaseUrl: string
  before(async () => {
    ;[network, cluster] = await Promise.all([startCliNetwork(), startCluster()])
    databaseUrl = await cluster.create()
    folder = await mkdtemp(join(tmpdir(), 'points-shop-'))
    for (const code of ['cafe', 'books']) {
      await network.json('key', 'new', `${code}-owner`, '--gas')
      await network.json('network', 'admit', code, `${code}-owner`, '--as', 'operator')
      await network.json('brand', 'create', code, '--name', code, '--rate', '0.01', '--as', `${code}-owner`)
    }
  })
  after(async () => {
    await cluster.stop()
    await network.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const origin = 'https://points.example'
  const run = async (args: string[], { stdin }: { stdin?: string } = {}) => {
    let out = ''
    let err = ''
    const code = await runPoints(args, {
      env: { POINTS_HOME: network.home, DATABASE_URL: databaseUrl, SERVICE_ORIGIN: origin },
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      interactive: false,
      ask: () => Promise.reject(new Error('nobody is there')),
      read: async () => stdin ?? '',
    })
    return { code, out, err }
  }
  const answer = async <result>(...args: string[]): Promise<result> => {
    const { code, out, err } = await run([...args, '--json'])
    assert.equal(code, 0, err)
    return JSON.parse(out) as result
  }
  const connect = (...args: string[]) => ['shop', 'connect', '--brand', 'cafe', ...args]

  it('connects a shop: prints its address and the fresh secret once, keeps it encrypted', async () => {
    const shop = await answer<Connected>(...connect('--provider', 'generic', '--account', 'main'))
    assert.equal(shop.url, `${origin}/webhooks/cafe/generic`)
    assert.match(shop.secret ?? '', /^whsec_[A-Za-z0-9+/]{43}=$/)
    const name = `cafe-generic-${shop.shop}-webhook`
    assert.ok((await listSecrets(network.home)).includes(name))
    assert.equal(await loadSecret(network.home, name), shop.secret)
    const { out } = await run(['shop', 'list'])
    assert.match(out, /1 +cafe +generic +main +live +connected/)
    assert.ok(!out.includes('whsec_'))
    const again = await run(connect('--provider', 'generic', '--account', 'main'))
    assert.equal(again.code, 1)
    assert.match(again.err, /main is connected with generic already, as shop 1.*points shop rotate 1 --brand cafe/)
    const test = await answer<Connected>(...connect('--provider', 'generic', '--account', 'main', '--mode', 'test'))
    assert.deepEqual([test.mode, test.shop], ['test', 2])
  })

  it("takes a provider's own secret from standard input or a file, and asks for it with the address", async () => {
    const bare = await run(connect('--provider', 'stripe', '--account', 'acct_1Example'))
    assert.equal(bare.code, 2)
    assert.match(bare.err, /Give it the address https:\/\/points\.example\/webhooks\/cafe\/stripe, then run this again/)
    const args = connect('--provider', 'stripe', '--account', 'acct_1Example', '--secret-from-stdin', '--json')
    const { code, out } = await run(args, { stdin: 'whsec_ofStripe123\n' })
    const shop = JSON.parse(out) as Connected
    assert.deepEqual([code, shop.secret], [0, undefined])
    assert.equal(await loadSecret(network.home, `cafe-stripe-${shop.shop}-webhook`), 'whsec_ofStripe123')
    const file = join(folder, 'secret')
    await writeFile(file, 'shpss_0123456789abcdef')
    const shopify = ['--provider', 'shopify', '--account', 'https://Cafe.myshopify.com/', '--secret-file', file]
    assert.equal((await answer<Connected>(...connect(...shopify))).account, 'cafe.myshopify.com')
  })

  it('refuses what cannot be a secret or an account', async () => {
    const cases: [string[], string, RegExp][] = [
      [['generic', 'x', '--secret-from-stdin'], 'whsec_short', /whsec_ and 24 to 64 bytes as base64/],
      [['stripe', 'acct_2', '--secret-from-stdin'], 'sk_live_123456', /begins with whsec_/],
      [['square', 'ML1', '--secret-from-stdin'], 'two words', /visible characters without blanks/],
      [['stripe', 'cus_1'], '', /no account of stripe. Write it like this: acct_1Example/],
      [['shopify', 'cafe.example'], '', /no account of shopify/],
    ]
    for (const [[provider = '', account = '', ...more], stdin, message] of cases) {
      const { code, err } = await run(connect('--provider', provider, '--account', account, ...more), { stdin })
      assert.equal(code, 1)
      assert.match(err, message)
    }
    const unknown = await run(['shop', 'connect', '--brand', 'nobody', '--provider', 'generic', '--account', 'x'])
    assert.match(unknown.err, /There is no brand "nobody"/)
    assert.equal((await run(connect('--provider', 'paypal', '--account', 'x'))).code, 2)
  })

  it('rotates a secret with an overlap, and disconnects', async () => {
    const before = await answer<Connected>(...connect('--provider', 'generic', '--account', 'turning'))
    const number = String(before.shop)
    const rotated = await answer<{ secret: string; formerSecretUntil: string }>(
      'shop',
      'rotate',
      number,
      '--brand',
      'cafe',
    )
    assert.notEqual(rotated.secret, before.secret)
    const hours = (Date.parse(rotated.formerSecretUntil) - Date.now()) / 3_600_000
    assert.ok(hours > 23.9 && hours <= 24)
    const name = `cafe-generic-${number}-webhook`
    assert.equal(await loadSecret(network.home, `${name}-v1`), rotated.secret)
    assert.equal(await loadSecret(network.home, name), before.secret)
    const again = await answer<{ secret: string }>('shop', 'rotate', number, '--brand', 'cafe')
    assert.equal(await loadSecret(network.home, `${name}-v2`), again.secret)
    assert.notEqual(again.secret, rotated.secret)
    assert.equal((await run(['shop', 'rotate', number, '--brand', 'books'])).code, 1, 'of another brand')
    await answer('shop', 'disconnect', number, '--brand', 'cafe')
    assert.deepEqual(
      (await listSecrets(network.home)).filter((each) => each.startsWith(name)),
      [],
    )
    assert.match((await run(['shop', 'disconnect', number, '--brand', 'cafe'])).err, /Shop \d is disconnected/)
    const back = await answer<Connected>(...connect('--provider', 'generic', '--account', 'turning'))
    assert.equal(back.shop, before.shop)
  })

  it('adds deliveries from a file once, shows them without their bodies, and retries what was parked', async () => {
    const file = join(folder, 'orders.jsonl')
    await writeFile(file, `${sale('A-1')}\n\n${sale('A-2')}\n`)
    const args = ['inbox', 'add', file, '--brand', 'cafe', '--provider', 'generic', '--account', 'main']
    assert.deepEqual(await answer(...args, '--dry-run'), { lines: 2, added: 0, known: 0, dryRun: true })
    assert.deepEqual(await answer(...args), { lines: 2, added: 2, known: 0, dryRun: false })
    assert.deepEqual(await answer(...args), { lines: 2, added: 0, known: 2, dryRun: false })
    const { counts, deliveries } = await answer<{ counts: Record<string, string>; deliveries: Delivery[] }>(
      'inbox',
      'list',
    )
    assert.equal(counts['received'], '2')
    const { id } = deliveries[0]!
    const shown = await run(['inbox', 'show', id])
    assert.ok(!shown.out.includes('private.person'), shown.out)
    assert.equal((await answer<Delivery>('inbox', 'show', id, '--body')).body, sale('A-2'))
    const database = await openDatabase(databaseUrl)
    try {
      await settleDelivery(database, BigInt(id), {
        status: 'parked',
        reason: 'a line has no price',
        detail: { line: '1' },
      })
      const parked = await run(['inbox', 'list', '--brand', 'cafe', '--status', 'parked'])
      assert.match(parked.out, /1 parked/)
      assert.match(parked.out, /a line has no price/)
      assert.equal((await run(['inbox', 'retry', id, '--brand', 'books'])).code, 1, 'of another brand')
      assert.deepEqual(await answer('inbox', 'retry', id, '--brand', 'cafe'), { brand: 'cafe', retried: 1 })
      const row = await findDelivery(database, BigInt(id))
      assert.deepEqual([row?.status, row?.reason, row?.attempts], ['received', null, 0])
      await settleDelivery(database, BigInt(id), { status: 'processed' })
      assert.equal((await findDelivery(database, BigInt(id)))?.body, null)
      assert.match((await run(['inbox', 'show', id, '--body'])).err, /is not kept any more: it was processed/)
    } finally {
      await database.end()
    }
  })

  it('says which line of a file cannot be added, and keeps to shops that are there', async () => {
    const file = join(folder, 'bad.jsonl')
    const args = ['inbox', 'add', file, '--brand', 'cafe', '--provider', 'generic', '--account', 'main']
    for (const [line, message] of [
      ['{"a":', /Line 2 is not JSON/],
      ['[1]', /Line 2 is no JSON object/],
      ['{"order":1}', /Line 2 has no type/],
    ] as const) {
      await writeFile(file, `${sale('A-1')}\n${line}\n`)
      assert.match((await run(args)).err, message)
    }
    assert.equal((await run([...args.slice(0, -1), 'nowhere'])).code, 2)
    assert.match(
      (await run(['inbox', 'add', join(folder, 'none'), ...args.slice(3)])).err,
      /cannot be read. Check the path/,
    )
    const database = await openDatabase(databaseUrl)
    assert.equal((await listShops(database, { connected: true })).length, 5)
    await database.end()
  })

  it('tells addresses of webhooks, their secret once, and refuses hostile ones', async () => {
    const added = await answer<{ target: number; secret: string }>(
      'webhook',
      'add',
      'https://shop.example/points',
      '--brand',
      'cafe',
    )
    assert.match(added.secret, /^whsec_/)
    assert.ok((await listSecrets(network.home)).includes(`cafe-out-${added.target}-webhook`))
    const listed = await run(['webhook', 'list', '--brand', 'cafe'])
    assert.match(listed.out, /1 +https:\/\/shop.example\/points +live +all/)
    assert.ok(!listed.out.includes('whsec_'))
    const hostile = await run(['webhook', 'add', 'https://169.254.169.254/', '--brand', 'cafe'])
    assert.match(hostile.err, /This address is refused: it is not of the public internet/)
    assert.equal((await run(['webhook', 'add', 'https://shop.example/', '--brand', 'cafe', '--types', 'x'])).code, 2)
    assert.equal((await run(['webhook', 'replay', 'msg_1', '--brand', 'cafe'])).code, 1)
    assert.equal((await run(['webhook', 'replay', '--brand', 'cafe'])).code, 2)
    await answer('webhook', 'remove', String(added.target), '--brand', 'cafe')
    assert.match((await run(['webhook', 'list', '--brand', 'cafe'])).out, /No address is told/)
  })
})

import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Address, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimPoints } from '../../../chain/actions/claimPoints.ts'
import { getBrandId } from '../../../chain/actions/getBrandId.ts'
import { getDomain } from '../../../chain/actions/getDomain.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { setClaimQuota } from '../../../chain/actions/setClaimQuota.ts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { readToken } from '../../../chain/read.ts'
import { sendCall } from '../../../chain/send.ts'
import { CLI } from '../../../service/access/actor.ts'
import { insertDelivery } from '../../../service/intake/insert-delivery.ts'
import { claimPrivateKey } from '../../../service/keys/claim-keys.ts'
import { claimSeedName, createKey, loadKey } from '../../../service/keys/stored-keys.ts'
import { checkLedger } from '../../../service/ledger/check-ledger.ts'
import { askErasure } from '../../../service/people/ask-erasure.ts'
import { openErasedNames } from '../../../service/people/erased-names.ts'
import { readErasure } from '../../../service/people/erasure.ts'
import { findPerson } from '../../../service/people/find-person.ts'
import { openPeopleDesk } from '../../../service/people/people-desk.ts'
import { listPrivacyRequests } from '../../../service/people/privacy-requests.ts'
import { redactAsked } from '../../../service/people/redact.ts'
import { type ErasureTools, runErasure } from '../../../service/people/run-erasure.ts'
import { tidyPeople } from '../../../service/people/tidy.ts'
import { recoverBrand } from '../../../service/recover/recover-brand.ts'
import { findReceipts } from '../../../service/receipts/find-receipt.ts'
import { verifyReceipt } from '../../../service/receipts/verify-receipt.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { deliver, openShop, returned, sale, type TestShop, work } from '../ledger/ledger-fixture.ts'
import { Killed } from './people-stage.ts'

const ANN = { email: 'Ann.Example@shop.test' }
const BOB = { email: 'bob@shop.test' }

describe('erasing a member', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const open = async (code: string, options: Parameters<typeof openShop>[2] = {}): Promise<TestShop> => {
    const shop = await openShop(fixture, code, options)
    const names = await openErasedNames(shop.minter.home, code)
    return { ...shop, books: { ...shop.books, names } }
  }

  const toolsOf = async ({ minter: { database, home, client } }: TestShop): Promise<ErasureTools> => ({
    ...(await openPeopleDesk({ database, home })),
    client,
  })

  const ask = async (shop: TestShop, code: string, who: string) => {
    const { brandId, database, home } = shop.minter
    const tools = await toolsOf(shop)
    const person = await findPerson(tools, { brandId, brand: code }, who)
    const names = await openErasedNames(home, code)
    const asked = { person, names, actor: CLI, at: new Date() }
    const [id = 0n] = await database.begin((sql) => askErasure(sql, asked))
    return { tools, id, of: { brandId, brand: code, id }, person }
  }

  const giveAccount = async (code: string) => {
    const { client, operator } = fixture
    const brandId = (await getBrandId(client, { code })) ?? 0
    await sendCall(operator, await setClaimQuota(client, { brandId, limit: 10_000_000n }))
    const { address } = await createKey(fixture.network.home, { name: `${code}-account` })
    await giveDevGasMoney(fixture.client, { account: address as Address, wei: parseEther('1') })
    return address as Address
  }

  const balanceOf = (shop: TestShop, address: string) =>
    readToken(fixture.client, shop.minter.brandId, 'balanceOf', [address as Address])
  const supplyOf = (shop: TestShop) => readToken(fixture.client, shop.minter.brandId, 'totalSupply', [])

  const agrees = async (shop: TestShop) => assert.deepEqual((await checkLedger(shop.minter)).differences, [])

  /** Everything on the disk of a brand but its keys, and every table, as one text. */
  const everything = async ({ minter: { database, home, code, brandId } }: TestShop): Promise<string> => {
    const parts: string[] = []
    const folder = join(home, 'receipts', code)
    for (const file of await readdir(folder, { recursive: true })) {
      if (file.endsWith('.json')) parts.push(await readFile(join(folder, file), 'utf8'))
      if (file.endsWith('.gz')) parts.push(gunzipSync(await readFile(join(folder, file))).toString('utf8'))
    }
    const tables = await database<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'brand_id'`
    for (const { name } of tables) {
      const rows = await database.unsafe(`select t::text as row from ${name} t where brand_id = ${brandId}`)
      parts.push(`${name} ${rows.map((row) => String(row['row'])).join('\n')}`)
    }
    return parts.join('\n')
  }

  it('goes through every kill, and leaves nobody in tables and files while the books balance', async () => {
    await newBrand(fixture, 'gone-cafe')
    const shop = await open('gone-cafe')
    const { brandId, home } = shop.minter
    await deliver(shop, [
      sale('ORD-ANN-1', '50.00', { customer: ANN, staff: 'Evadne-77' }),
      sale('ORD-BOB-1', '20.00', { customer: BOB }),
    ])
    await work(shop)
    await deliver(shop, [returned('REF-ANN-1', 'ORD-ANN-1', { amount: '10.00' })])
    await work(shop)
    const yesterday = await fixture.cluster.create({ copyOf: await copyable(shop) })
    const again = await open('gone-cafe', { url: shop.minter.url, seed: 2 })

    // Without the brand's own account nothing is half done.
    const { tools, of, person } = await ask(again, 'gone-cafe', ' ann.example@SHOP.test ')
    const waiting = await runErasure(tools, of)
    assert.equal(waiting.status, 'waiting')
    assert.match(waiting.problem ?? '', /points key new gone-cafe-account/)
    assert.equal(await findPerson(tools, of, 'cust-none').catch((error: Error) => error.name), 'PeopleError')
    assert.deepEqual((await findPerson(tools, of, ANN.email)).names, person.names)

    const account = await giveAccount('gone-cafe')
    const claimAddress = person.member?.claimAddress ?? ''
    assert.equal(await balanceOf(again, claimAddress), 40_00n)
    const killed = new Set<string>()
    for (;;) {
      const checkpoint = (point: string): void => {
        if (killed.has(point)) return
        killed.add(point)
        throw new Killed(point)
      }
      try {
        const { status, problem } = await runErasure({ ...tools, checkpoint }, of)
        assert.equal(status, 'done', problem ?? '')
        break
      } catch (error) {
        assert.ok(error instanceof Killed, String(error))
      }
    }
    assert.deepEqual(
      [...killed],
      [
        ...['signed claim_transaction', 'claimed', 'signed redeem_transaction', 'redeemed'],
        ...['files', 'archive', 'journals', 'rows', 'tables', 'done'],
      ],
    )
    const done = await readErasure(again.minter.database, of)
    assert.deepEqual([done.status, done.claimed, done.redeemed, done.name], ['done', 40_00n, 40_00n, null])
    assert.deepEqual([await balanceOf(again, claimAddress), await balanceOf(again, account)], [0n, 0n])
    assert.equal(await supplyOf(again), 20_00n)
    await agrees(again)

    const text = (await everything(again)).toLowerCase()
    const [externalId = ''] = person.names
    for (const value of ['ord-ann-1', 'ref-ann-1', 'ann.example', 'evadne-77', externalId])
      assert.ok(!text.includes(value), value)
    assert.ok(text.includes('ord-bob-1'))
    const log = await again.minter
      .database`select act, subject, detail from audit_log where brand_id = ${brandId} order by sequence`
    assert.deepEqual(
      log.map((row) => [row['act'], row['subject']]),
      [
        ['member.erase', `erasure ${of.id}`],
        ['member.erase', `erasure ${of.id}`],
      ],
    )

    // The others' receipts prove what they proved.
    const hub = fixture.client.contracts.hub
    const place = { database: again.minter.database, home, code: 'gone-cafe', brandId, chainId: 31_337, hub }
    const [receipt] = await findReceipts(place, 'ORD-BOB-1', undefined)
    assert.ok(receipt)
    await verifyReceipt(fixture.client, receipt)

    // What the shop tells of the order once more books nothing twice; a late refund still takes back.
    const before = await again.minter.database`select count(*)::int as n from ledger where brand_id = ${brandId}`
    await deliver(again, [
      sale('ORD-ANN-1', '50.00', { customer: ANN, staff: 'Evadne-77' }),
      returned('REF-ANN-1', 'ORD-ANN-1', { amount: '10.00' }),
    ])
    await work(again)
    const after = await again.minter.database`select count(*)::int as n from ledger where brand_id = ${brandId}`
    assert.deepEqual(after[0], before[0])
    await deliver(again, [returned('REF-ANN-2', 'ORD-ANN-1', { amount: '40.00' })])
    await work(again)
    const [order] = await again.minter.database`
      select taken, salt from orders where brand_id = ${brandId} and order_id like 'erased-%'`
    assert.equal(order?.['taken'], 50_00n)
    await agrees(again)
    const later = (await everything(again)).toLowerCase()
    for (const value of ['ord-ann-1', 'ref-ann', 'ann.example', 'evadne-77']) assert.ok(!later.includes(value), value)

    // The person who buys again is somebody new.
    await deliver(again, [sale('ORD-ANN-9', '5.00', { customer: ANN })])
    await work(again)
    const fresh = await findPerson(tools, of, ANN.email)
    assert.notEqual(fresh.member?.number, person.member?.number)
    await agrees(again)
    await again.minter.database.end()

    // A backup from before brings them back; the list beside it erases them again.
    const restored = await open('gone-cafe', { url: yesterday, seed: 3 })
    const raw = await restored.minter.database`select 1 from orders where order_id = 'ORD-ANN-1'`
    assert.equal(raw.length, 1)
    const recovery = await recoverBrand(restored.minter)
    assert.equal(recovery.erasedAgain, 1)
    await work(restored)
    await agrees(restored)
    const back = (await everything(restored)).toLowerCase()
    for (const value of ['ord-ann-1', 'ref-ann', 'evadne-77', externalId]) assert.ok(!back.includes(value), value)
    await restored.minter.database.end()

    // And an empty database is written again from files that know nobody.
    const empty = await open('gone-cafe', { url: await fixture.cluster.create(), seed: 4 })
    await recoverBrand(empty.minter)
    const anew = (await everything(empty)).toLowerCase()
    for (const value of ['ord-ann-1', 'ref-ann', 'evadne-77', externalId]) assert.ok(!anew.includes(value), value)
    await agrees(empty)
    await empty.minter.database.end()
  })

  it('waits for the brand’s own account where points are still pending, and these go there when they are due', async () => {
    await newBrand(fixture, 'later-cafe')
    let ahead = 0
    const now = () => new Date(Date.now() + ahead)
    const shop = await open('later-cafe', { rules: { pendingSeconds: 14 * 86_400 }, now })
    await deliver(shop, [{ ...sale('L-1', '30.00', { customer: ANN }), at: now().toISOString() }])
    await work(shop)
    assert.equal(await supplyOf(shop), 0n)
    const { tools, of, person } = await ask(shop, 'later-cafe', ANN.email)
    const waiting = await runErasure(tools, of)
    assert.equal(waiting.status, 'waiting')
    assert.match(waiting.problem ?? '', /still pending.*points key new later-cafe-account/)
    const account = await giveAccount('later-cafe')
    assert.equal((await runErasure(tools, of)).status, 'done')
    ahead = 15 * 86_400_000
    await work(shop)
    assert.equal(await balanceOf(shop, account), 30_00n)
    assert.equal(await balanceOf(shop, person.member?.claimAddress ?? ''), 0n)
    await agrees(shop)
    await shop.minter.database.end()
  })

  it('leaves no way from a wallet to purchases once nothing is pending', async () => {
    await newBrand(fixture, 'wallet-cafe')
    let ahead = 0
    const now = () => new Date(Date.now() + ahead)
    const shop = await open('wallet-cafe', { rules: { pendingSeconds: 86_400 }, now })
    const { brandId, database, home } = shop.minter
    await giveAccount('wallet-cafe')
    const at = now().toISOString()
    await deliver(shop, [{ ...sale('W-1', '30.00', { customer: ANN }), at }])
    ahead += 2 * 86_400_000
    await work(shop)
    const wallet = '0x00000000000000000000000000000000000a11ce' as Address
    const { tools, of, person } = await ask(shop, 'wallet-cafe', ANN.email)
    const seed = await loadKey(home, claimSeedName('wallet-cafe'))
    const key = privateKeyToAccount(claimPrivateKey(seed, brandId, person.names[0] ?? ''))
    const signature = await signClaim(key, { domain: await getDomain(fixture.client), brandId, to: wallet })
    await sendCall(
      fixture.operator,
      claimPoints(fixture.client, { brandId, claimKey: key.address, to: wallet, signature }),
    )
    await deliver(shop, [{ ...sale('W-2', '10.00', { customer: ANN }), at: now().toISOString() }])
    await work(shop)
    const find = () => findPerson(tools, of, wallet).then(({ names }) => names)
    assert.deepEqual(await find(), person.names)
    const payment = randomUUID()
    await database`
      insert into till_payments (id, brand_id, account, device, location, order_id, order_text, reference, value, state,
        paid_member, expires_at)
      values (${payment}, ${brandId}, 'till', 1, 'x', 'W-P', 'W-P', ${payment}, 5, 'done', ${wallet}, now())`

    // Pending points still go to the wallet that is theirs.
    assert.equal((await runErasure(tools, of)).status, 'done')
    assert.equal((await find()).length, 1)
    ahead += 2 * 86_400_000
    await work(shop)
    assert.equal(await balanceOf(shop, wallet), 40_00n)
    await tidyPeople(tools)
    await assert.rejects(find(), { code: 'UnknownMember' })
    const [paid] = await database`select order_id, paid_member from till_payments where id = ${payment}`
    assert.equal(paid?.['paid_member'], null)
    assert.match(paid?.['order_id'] as string, /^erased-/)
    // A late refund still takes back from it.
    await deliver(shop, [returned('R-W', 'W-1', { amount: '30.00' })])
    await work(shop)
    await agrees(shop)
    await database.end()
  })

  it('is asked for by Shopify: whole where only the shop knew them, else what came from it', async () => {
    await newBrand(fixture, 'shopify-cafe')
    const shop = await open('shopify-cafe')
    await giveAccount('shopify-cafe')
    const { database, brandId } = shop.minter
    await database`
      insert into shops (brand_id, number, provider, account, mode, status)
      values (${brandId}, 2, 'shopify', 'cafe.myshopify.com', 'live', 'connected')`
    let deliveries = 0
    const tell = async (topic: string, body: object) => {
      const place = { brandId, shop: 2, provider: 'shopify', account: 'cafe.myshopify.com', mode: 'live' } as const
      const text = Buffer.from(JSON.stringify(body))
      await insertDelivery(database, shop.vault, { ...place, deliveryId: `s${++deliveries}`, topic, body: text })
    }
    const order = (id: number, customer: { id: number; email: string }) => ({
      ...{ id, currency: 'EUR', created_at: '2026-01-01T10:00:00Z', updated_at: '2026-01-01T10:00:00Z' },
      ...{ subtotal_price: '30.00', total_price: '30.00', customer, email: customer.email },
      line_items: [{ id: 4_400 + deliveries, quantity: 1, price: '30.00' }],
    })
    const cleo = { id: 900_010_000_001, email: 'cleo@shop.test' }
    const dan = { id: 900_010_000_002, email: 'dan@shop.test' }
    await tell('orders/paid', order(880_000_000_001, cleo))
    await tell('orders/paid', order(880_000_000_002, dan))
    await work(shop)
    const tools = await toolsOf(shop)
    const danNumber = (await findMemberOf(shop, '880000000002')) ?? 0
    // Dan also bought at the brand's own shop.
    await deliver(shop, [sale('OWN-1', '5.00', { customer: { id: 'dan-here' } })])
    await work(shop)
    await database`update orders set member = ${danNumber} where order_id = 'OWN-1'`
    await tell('customers/data_request', {
      customer: cleo,
      orders_requested: [880_000_000_001],
      data_request: { id: 1 },
    })
    await tell('customers/redact', { customer: { id: 123, email: 'nobody@shop.test' }, orders_to_redact: [1] })
    await tell('customers/redact', { customer: cleo, orders_to_redact: [880_000_000_001] })
    await tell('customers/redact', { customer: dan, orders_to_redact: [880_000_000_002] })
    await work(shop)
    const requests = await listPrivacyRequests(database, { brandId, all: true })
    assert.deepEqual(requests.map(({ kind, members, status }) => [kind, members.length, status]).toSorted(), [
      ['data', 1, 'open'],
      ['redactCustomer', 0, 'done'],
      ['redactCustomer', 1, 'open'],
      ['redactCustomer', 1, 'open'],
    ])
    const [data] = requests.filter(({ kind }) => kind === 'data')
    assert.equal((data?.dueAt.getTime() ?? 0) - (data?.receivedAt.getTime() ?? 0), 30 * 86_400_000)
    assert.equal(await redactAsked(tools), 2)
    const text = (await everything(shop)).toLowerCase()
    for (const value of ['880000000001', '880000000002', '900010000001', 'cleo', 'dan@shop'])
      assert.ok(!text.includes(value), value)
    // Dan is still a member by what he bought elsewhere.
    assert.ok(text.includes('own-1'))
    assert.equal((await listPrivacyRequests(database, { brandId })).length, 1)
    assert.equal(await redactAsked(tools), 0)
    await database.end()
  })

  /** Nobody may be connected to a database that is copied. */
  async function copyable(shop: TestShop): Promise<string> {
    await shop.minter.database.end()
    return shop.minter.url
  }

  async function findMemberOf({ minter: { database, brandId } }: TestShop, order: string): Promise<number | undefined> {
    const [row] = await database<{ member: number }[]>`
      select member from orders where brand_id = ${brandId} and order_id = ${order}`
    return row?.member
  }
})

import { strict as assert } from 'node:assert'
import postgres from 'postgres'
import { getAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimAddressOf } from '../../../service/keys/claim-keys.ts'
import { openVault } from '../../../service/keys/data-vault.ts'
import { loadOrCreateSeed } from '../../../service/keys/stored-keys.ts'
import { identifierOf, pepperName } from '../../../service/ledger/identify.ts'
import { openTillDesk } from '../../../service/till/open-till-desk.ts'
import { describeMember } from '../../../service/till/describe-member.ts'
import { findByHandle, lookUpMember } from '../../../service/till/look-up-member.ts'
import type { TillDesk } from '../../../service/till/till-desk.ts'
import { previewBasket } from '../../../service/till/preview-basket.ts'
import { revokeDevice } from '../../../service/till/revoke-device.ts'
import type { Database } from '../../../service/database/open-database.ts'
import { makeMembers, someone } from '../relay/relay-stage.ts'
import { freshPhone, PORTAL, saleOf, startTillStage, TERMS, type Till, type TillStage } from './till-stage.ts'

describe('till: devices, members, preview', function () {
  this.timeout(120_000)
  let stage: TillStage
  let till: Till
  /** Of the brand whose points nobody else mints. */
  let shop: Till
  before(async () => {
    stage = await startTillStage()
    till = await stage.till()
    shop = await stage.till('second')
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => delete process.env['DATABASE_URL'])
  after(() => stage.stop())

  it('knows a till by its key alone, stores a hash of it, and forgets it at once when it is revoked', async () => {
    const { status, body } = await till.get('')
    assert.equal(status, 200)
    assert.deepEqual(
      { brand: body.brand, location: body.location, device: body.device, mode: body.mode, portalUrl: body.portalUrl },
      { brand: 'tea-house', location: 'high-street', device: 'counter-1', mode: 'live', portalUrl: PORTAL },
    )
    const rows = await stage.database`select * from till_devices`
    assert.ok(!JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? '' : value)).includes(till.key))
    for (const headers of [
      {},
      { authorization: `Bearer ${till.key}x` },
      { authorization: `Bearer till_${'A'.repeat(43)}` },
    ]) {
      const refused = await fetch(`${stage.service.url}/v1/till`, { headers })
      assert.equal(refused.status, 401)
      assert.equal(((await refused.json()) as { code: string }).code, 'UnknownDevice')
    }
    const lost = await stage.till()
    assert.equal((await lost.get('')).status, 200)
    await revokeDevice(stage.database, lost.device)
    assert.equal((await lost.get('')).status, 401)
    assert.equal((await lost.post('/preview', { currency: 'GBP', lines: [] })).status, 401)
  })

  it('is added, listed and revoked by the command line, the key shown once', async () => {
    process.env['DATABASE_URL'] = stage.service.databaseUrl
    const { json } = stage.network
    const args = ['--brand', 'tea-house', '--name', 'counter-9', '--location', 'station']
    const added = await json<{ till: number; key: string; status: string }>('till', 'add', ...args)
    assert.match(added.key, /^till_[\w-]{43}$/)
    const listed = await json<{ till: number; status: string }[]>('till', 'list', '--brand', 'tea-house')
    assert.ok(!JSON.stringify(listed).includes(added.key))
    const headers = { authorization: `Bearer ${added.key}` }
    assert.equal((await fetch(`${stage.service.url}/v1/till`, { headers })).status, 200)
    const revoked = await json<{ status: string }>('till', 'revoke', String(added.till), '--brand', 'tea-house')
    assert.equal(revoked.status, 'revoked')
    assert.equal((await fetch(`${stage.service.url}/v1/till`, { headers })).status, 401)
  })

  it('enrols somebody in one call: sealed, consents for ever, the link once', async () => {
    const phone = freshPhone()
    const consents = [...TERMS, { purpose: 'marketing_email', granted: false, textVersion: '7' }]
    const contact = { phone, email: 'Private.Person@example.com', card: 'CARD-0001', name: 'Maria' }
    const { status, body, text } = await till.post('/members', { ...contact, consents })
    assert.equal(status, 201)
    assert.equal(body.alias, 'Maria')
    assert.match(body.claimLink, new RegExp(`^${PORTAL}/claim#${stage.brands.first}\\.[0-9a-f]{64}$`))
    for (const secret of [phone, phone.slice(1), 'rivate.person', 'CARD-0001']) assert.ok(!text.includes(secret))

    const log = await stage.database`select subject, purpose, granted, text_version, source from consents order by id`
    assert.deepEqual(
      log.map((row) => [row['purpose'], row['granted'], row['text_version'], row['source']]),
      [
        ['terms', true, '2026-11', 'till'],
        ['marketing_email', false, '7', 'till'],
      ],
    )
    assert.match(log[0]!['subject'] as string, /^till-[0-9a-f]{32}$/)
    await assert.rejects(stage.database`update consents set granted = true`.execute(), /never changed/)
    await assert.rejects(stage.database`delete from consents`.execute(), /never changed/)

    const stored = await stage.database`
      select (select string_agg(m::text, ' ') from till_members m) || (select string_agg(i::text, ' ') from till_identifiers i)
        || (select string_agg(a::text, ' ') from till_answers a) as all`
    const dump = String(stored[0]!['all'])
    for (const value of [phone.slice(1), 'rivate', 'CARD0001', 'Maria', body.claimLink.split('.')[2]]) {
      assert.ok(!dump.includes(value), value)
      assert.ok(!dump.includes(Buffer.from(value).toString('hex')), value)
    }
    for (const again of [{ phone }, { email: 'private.person@EXAMPLE.com' }, { card: 'card 0001' }]) {
      const told = await till.post('/members', { ...again, consents: TERMS })
      assert.deepEqual([told.status, told.body.code], [409, 'AlreadyMember'])
    }
    const refused = await till.post('/members', { phone: freshPhone(), consents: [{ ...TERMS[0], granted: false }] })
    assert.deepEqual([refused.status, refused.body.code], [422, 'TermsNotAccepted'])
  })

  it('enrols one person once, though two tills do it at the same moment', async () => {
    const phone = freshPhone()
    const tills = await Promise.all([1, 2, 3, 4].map(() => stage.till()))
    const told = await Promise.all(tills.map((each) => each.post('/members', { phone, consents: TERMS })))
    assert.deepEqual(told.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
  })

  it('finds nobody by what somebody typed into an order of a shop', async () => {
    // Eve bought as a guest with Ann's e-mail and phone number, before Ann was enrolled and after.
    const [phone, email] = [freshPhone(), 'ann@elsewhere.test']
    const { database, network, brands } = stage
    const pepper = await loadOrCreateSeed(network.home, pepperName('tea-house'))
    await database`
      insert into members (brand_id, number, external_id, claim_key, claim_address)
      values (${brands.first}, 4711, 'shop-eve', '0x01', '0x00000000000000000000000000000000000e0e01')`
    for (const typed of [identifierOf(pepper, 'phone', phone), identifierOf(pepper, 'email', email)]) {
      await database`
        insert into identifiers (brand_id, kind, hash, member)
        values (${brands.first}, ${typed!.kind}, ${typed!.hash}, 4711)`
    }
    assert.equal((await till.post('/members/lookup', { phone })).body.code, 'UnknownMember')
    const enrolled = await till.post('/members', { phone, email, name: 'Ann', consents: TERMS })
    assert.equal(enrolled.status, 201)
    const { body } = await till.post('/members/lookup', { phone })
    assert.equal(body.alias, 'Ann')
  })

  it('finds a member by phone only after the ending was confirmed, and never tells the number', async () => {
    const phone = freshPhone()
    await till.post('/members', { phone, consents: TERMS })
    const spaced = `${phone.slice(0, 5)} ${phone.slice(5)}`
    const { status, body } = await till.post('/members/lookup', { phone: spaced })
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body).toSorted(), ['alias', 'candidate', 'ending', 'until'])
    assert.equal(body.ending, phone.slice(-4))
    assert.match(body.alias, /^Member [2-9A-Z]{4}$/)
    const { candidate, ending } = body
    for (const use of [{ member: candidate }, { member: candidate.slice(0, -2) }]) {
      const told = await till.post('/preview', { currency: 'GBP', lines: [], ...use })
      assert.deepEqual([told.status, told.body.code], [404, 'UnknownMember'])
      assert.equal((await till.post('/sales', saleOf('5.00', use))).body.code, 'UnknownMember')
    }
    const other = ending === '0000' ? '1111' : '0000'
    assert.equal((await till.post('/members/confirm', { candidate, ending: other })).body.code, 'EndingDiffers')
    const beside = await stage.till()
    assert.equal((await beside.post('/members/confirm', { candidate, ending })).body.code, 'UnknownMember')
    const confirmed = await till.post('/members/confirm', { candidate, ending })
    assert.equal(confirmed.status, 200)
    assert.equal(confirmed.body.known, true)
    assert.ok(!confirmed.text.includes(phone.slice(1)) && !confirmed.text.includes(ending))
    assert.equal((await till.post('/sales', saleOf('5.00', { member: confirmed.body.member }))).status, 201)
    assert.equal((await till.post('/members/lookup', { phone: freshPhone() })).body.code, 'UnknownMember')
  })

  it('reads the code a member shows without asking anybody, while it is fresh', async () => {
    const [member] = await makeMembers(stage, { count: 1, points: 12_345n })
    const qr = await stage.codeOf(member!.address)
    // What the chain says comes with the next look-up where it does not come at once.
    for (let tries = 0; tries < 100; tries++) {
      if ((await till.post('/members/lookup', { qr })).body.points.active !== null) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const { status, body } = await till.post('/members/lookup', { qr })
    assert.equal(status, 200)
    assert.equal(body.known, false)
    assert.equal(body.account, true)
    assert.deepEqual([body.points.active, body.points.pending, body.points.owed], ['123.45', '0.00', '0.00'])
    assert.equal(body.points.worth, '1.2345')
    assert.ok(!JSON.stringify(body).toLowerCase().includes(member!.address.slice(2).toLowerCase()))
    const code = qr.slice(qr.lastIndexOf('/') + 1)
    assert.equal((await till.post('/members/lookup', { qr: code })).status, 200)
    assert.equal((await till.post('/members/lookup', { qr: `http://127.0.0.1:1/steal/${code}` })).status, 200)
    const old = await stage.codeOf(member!.address, new Date(Date.now() - 61_000))
    const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`
    for (const bad of [old, 'https://portal.example/', changed, 'x']) {
      const told = await till.post('/members/lookup', { qr: bad })
      assert.deepEqual([told.status, told.body.code], [410, 'CodeOver'])
    }
  })

  it('puts the points of a sale where the receipt of the enrolment claims them', async () => {
    await stage.rules(stage.brands.second, { pendingSeconds: 0 })
    const { body: enrolled } = await shop.post('/members', { consents: TERMS })
    const key = `0x${enrolled.claimLink.split('.').at(-1)}` as `0x${string}`
    const claimAddress = claimAddressOf(stage.brands.second, privateKeyToAccount(key).address)
    const sold = await shop.post('/sales', saleOf('25.50', { member: enrolled.member }))
    assert.equal(sold.body.earned, '25.00')
    const seen = await untilSeen(enrolled.member, '25.00')
    assert.equal(seen.account, false)
    const rows =
      await stage.database`select external_id, claim_address from members where claim_address = ${claimAddress}`
    assert.equal(rows.length, 1, 'the ledger took the name over that the till gave')
  })

  it('finds the same member under every name, however they came in', async () => {
    const phone = freshPhone()
    const { body: enrolled } = await shop.post('/members', { phone, card: 'CARD-77', consents: TERMS })
    await shop.post('/sales', saleOf('10.00', { member: enrolled.member }))
    await untilSeen(enrolled.member, '10.00')
    await shop.post('/sales', saleOf('4.00', { member: { card: 'card-77' } }))
    await untilSeen(enrolled.member, '14.00')
    const { body } = await shop.post('/members/lookup', { phone })
    const { body: confirmed } = await shop.post('/members/confirm', { candidate: body.candidate, ending: body.ending })
    assert.equal(confirmed.alias, enrolled.alias)
    const rows = await stage.database`
      select 1 from identifiers where brand_id = ${stage.brands.second} and kind = 'phone'`
    assert.equal(rows.length, 0, 'nobody proved that the number is theirs: no order from elsewhere may follow it')
  })

  it('previews by the rule that books, says why, and writes nothing', async () => {
    await stage.rules(stage.brands.second, {
      ...{ rateText: '2', currency: 'EUR', pendingSeconds: 14 * 86_400 },
      ...{ excludedCategories: ['tobacco'], capPerOrder: 3_000n },
    })
    const { body: enrolled } = await shop.post('/members', { consents: TERMS })
    const lines = [
      { id: 'a', net: '12.00', tax: '2.40' },
      { id: 'b', net: '8.00', categories: ['tobacco'] },
      { id: 'c', net: '50.00', giftCard: true },
      { id: 'd', net: '6.00' },
    ]
    const { status, body } = await shop.post('/preview', { currency: 'EUR', member: enrolled.member, lines })
    assert.equal(status, 200)
    assert.equal(body.earned, '30.00')
    assert.equal(body.basis, '18.00')
    assert.deepEqual(body.reasons, ['capped'])
    assert.deepEqual(body.lines, [
      { id: 'a', points: '20.00', reasons: ['capped'] },
      { id: 'b', points: '0.00', reasons: ['excludedCategory'] },
      { id: 'c', points: '0.00', reasons: ['giftCard'] },
      { id: 'd', points: '10.00', reasons: ['capped'] },
    ])
    assert.match(body.text, /^30 points for this purchase, yours from \d+ \w+ 20\d\d\.$/)
    const tendered = { currency: 'EUR', lines: [{ id: 'a', net: '12.00' }], pointsTender: '5.00' }
    const { body: nobody } = await shop.post('/preview', tendered)
    assert.deepEqual([nobody.earned, nobody.reasons], ['14.00', ['noMember']])
    assert.deepEqual(nobody.lines[0].reasons, ['paidWithPoints'])
    const sold = await shop.post('/sales', { ...saleOf('1.00'), currency: 'EUR', member: enrolled.member, lines })
    assert.deepEqual([sold.body.earned, sold.body.lines], [body.earned, body.lines])
  })

  it('looks up and previews on a connection that may not write', async () => {
    const database = readOnly(stage.service.databaseUrl)
    const desk = await deskOn(database)
    await assert.rejects(database`delete from till_answers`.execute(), /read-only/)
    const qr = await stage.codeOf(getAddress(someone()))
    const shown = await lookUpMember(desk, till.device, { qr })
    assert.ok('member' in shown)
    const lines = [{ lineId: '1', quantity: '1', net: 5_000_000n, tax: 0n, giftCard: false }]
    const preview = await previewBasket(desk, till.device, { member: shown.member, currency: 'GBP', lines, tender: 0n })
    assert.equal(preview.earned, '5.00')
    await database.end()
  })

  it('lets a device try out few phone numbers a minute', async () => {
    const curious = await stage.till()
    const codes: string[] = []
    for (let i = 0; i < 22; i++) codes.push((await curious.post('/members/lookup', { phone: freshPhone() })).body.code)
    assert.deepEqual([codes[19], codes[20], codes[21]], ['UnknownMember', 'TooOften', 'TooOften'])
    const told = await curious.post('/members/lookup', { phone: freshPhone() })
    assert.ok(Number(told.headers.get('retry-after')) > 0)
    assert.equal((await till.post('/members/lookup', { phone: freshPhone() })).status, 404)
  })

  it('logs neither keys nor people', () => {
    const log = stage.service.logged.join('\n')
    assert.match(log, /\/v1\/till\/members/)
    for (const secret of [till.key, '+4479', '79460', 'rivate', 'Maria', 'CARD'])
      assert.ok(!log.includes(secret), secret)
  })

  /** Waits until the worker has minted, and the till sees so much. */
  async function untilSeen(member: string, active: string) {
    const desk = await deskOn(stage.database)
    for (let tries = 0; tries < 600; tries++) {
      const described = await describeMember(desk, shop.device, await findByHandle(desk, shop.device, member))
      if (described.points.active === active) return described
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`${active} points were not seen within 30 s.`)
  }

  async function deskOn(database: Database): Promise<TillDesk> {
    const { home } = stage.network
    const relay = { relay: stage.service.relay } as TillDesk['relay']
    return openTillDesk({ database, vault: await openVault(home), home, relay, onTrouble: () => undefined })
  }
})

function readOnly(url: string): Database {
  return postgres(url, {
    types: { bigint: postgres.BigInt },
    connection: { default_transaction_read_only: true },
  }) as unknown as Database
}

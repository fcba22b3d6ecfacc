import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runPoints } from '../../../scripts/cli/run-points.ts'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { identifierOf } from '../../../service/ledger/identify.ts'
import { memberExportSchema } from '../../../service/people/export-schema.ts'
import { makeMemberKey } from '../../../service/people/member-keys.ts'
import { openPeopleDesk, type PeopleDesk } from '../../../service/people/people-desk.ts'
import { sealContact } from '../../../service/till/contact.ts'
import { type CliNetwork, startCliNetwork } from '../cli-network.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

type Said = { stdin?: string; person?: string }
type Request = { id: string; kind: string; members: number[]; status: string; answer: string | null }
type Consents = { now: { purpose: string; granted: boolean }[]; history: { textVersion: string; source: string }[] }

describe('points privacy and points member, as commands', function () {
  this.timeout(60_000)
  let network: CliNetwork
  let cluster: Cluster
  let databaseUrl: string
  let database: Database
  let desk: PeopleDesk
  before(async () => {
    ;[network, cluster] = await Promise.all([startCliNetwork(), startCluster()])
    databaseUrl = await cluster.create()
    await network.json('key', 'new', 'cafe-owner', '--gas')
    await network.json('network', 'admit', 'cafe', 'cafe-owner', '--as', 'operator')
    await network.json('brand', 'create', 'cafe', '--name', 'Cafe', '--rate', '0.01', '--as', 'cafe-owner')
    await answer('shop', 'connect', '--brand', 'cafe', '--provider', 'generic', '--account', 'main')
    database = await openDatabase(databaseUrl)
    desk = await openPeopleDesk({ database, home: network.home })
    for (const [number, name] of ['ann', 'bob', 'cleo'].entries()) await enrol(number + 1, name)
  })
  after(async () => {
    await database?.end()
    await cluster.stop()
    await network.stop()
  })

  const run = async (args: string[], { stdin = '', person }: Said = {}) => {
    let [out, err] = ['', '']
    const code = await runPoints(args, {
      env: { POINTS_HOME: network.home, DATABASE_URL: databaseUrl, SERVICE_ORIGIN: 'https://points.example' },
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      interactive: person !== undefined,
      ask: async () => person ?? '',
      read: async () => stdin,
    })
    return { code, out, err }
  }
  async function answer<result>(...args: string[]): Promise<result> {
    const { code, out, err } = await run([...args, '--json'])
    assert.equal(code, 0, err)
    return JSON.parse(out) as result
  }
  const of = (member: string, ...more: string[]) => ['--brand', 'cafe', '--member', member, ...more]

  /** A member of the books whom a till enrolled under the same name. */
  async function enrol(number: number, name: string): Promise<void> {
    const subject = `till-${name}`
    const contact = { name: `${name} sample`, email: `${name}@shop.test` }
    const { pepper } = await desk.secrets.of('cafe')
    const { hash = '' } = identifierOf(pepper, 'email', contact.email) ?? {}
    await database.begin(async (sql) => {
      const key = await makeMemberKey(sql, desk.masters, { brandId: 1, subject })
      await sql`
        insert into till_members (brand_id, external_id, contact, device, location)
        values (1, ${subject}, ${sealContact(key, subject, contact)}, 1, 'high-street')`
      await sql`
        insert into members (brand_id, number, external_id, claim_key, claim_address)
        values (1, ${number}, ${subject}, '0x', ${`0x${randomBytes(20).toString('hex')}`})`
      await sql`insert into till_identifiers (brand_id, kind, hash, external_id) values (1, 'email', ${hash}, ${subject})`
    })
  }
  const askedFor = async (kind: string, members: number[]): Promise<string> => {
    const [row] = await database<{ id: bigint }[]>`
      insert into privacy_requests (brand_id, kind, provider, shop, inbox_id, members, orders, received_at, due_at)
      values (1, ${kind}, 'shopify', 'cafe.myshopify.com', (select count(*) + 1 from privacy_requests), ${members}, '{}',
        now(), now() + interval '30 days') returning id`
    return String(row?.id)
  }
  const acts = async (act: string) =>
    (await database`select actor, subject, detail from audit_log where act = ${act} order by sequence`).map((row) => ({
      ...row,
    }))

  it('end with 2 and a word on what is wrong where the words are, with 1 where the books say no', async () => {
    const usage: [string[], RegExp][] = [
      [['privacy', 'renew', '--brand', 'cafe'], /required option '--member/],
      [['privacy', 'renew', '--brand', 'No Brand', '--member', '1'], /is no brand code/],
      [['privacy', 'requests', '--brand', 'x'], /is no brand code/],
      [['privacy', 'rotate', '--dry-run'], /unknown option '--dry-run'/],
      [['privacy', 'tidy', 'now'], /too many arguments/],
      [['privacy', 'forget'], /unknown command 'forget'/],
      [['member', 'export', ...of('-')], /Nothing came on standard input/],
      [['member', 'export', ...of('1', '--format', 'pdf')], /Allowed choices are json, text/],
      [['member', 'export', ...of('1', '--request', 'first')], /is no whole number/],
      [['member', 'consent', ...of('1', '--grant', 'everything')], /Allowed choices are terms/],
      [['member', 'consent', ...of('1', '--grant', 'terms')], /Give --text-version, too/],
      [['member', 'consent', ...of('1', '--grant', 'terms', '--withdraw', 'terms')], /either --grant or --withdraw/],
      [['member', 'consent', ...of('1', '--text-version', 'two words')], /letters, digits, dots and dashes/],
      [['member', 'erase', '--member', '1'], /required option '--brand/],
    ]
    for (const [args, message] of usage) {
      const { code, out, err } = await run(args)
      assert.deepEqual([args, code, out], [args, 2, ''])
      assert.match(err, message)
    }
    for (const command of [
      ['privacy', 'renew'],
      ['member', 'export'],
      ['member', 'consent'],
      ['member', 'erase', '--yes'],
    ]) {
      const nobody = await run([...command, ...of('-')], { stdin: 'nobody.here@shop.test\n' })
      assert.deepEqual([command, nobody.code, nobody.out], [command, 1, ''])
      assert.match(nobody.err, /This brand knows nobody by this/)
      assert.doesNotMatch(nobody.err, /nobody\.here/)
      const strange = await run([...command, '--brand', 'nowhere', '--member', '1'])
      assert.equal(strange.code, 1)
      assert.match(strange.err, /nowhere/)
    }
    assert.equal((await run(['privacy', 'requests', '--brand', 'nowhere'])).code, 1)
    assert.deepEqual(await acts('member.export'), [])
  })

  it('privacy rotate: one master key after the other, and members open as before', async () => {
    const first = await answer('privacy', 'rotate')
    assert.deepEqual(first, { version: 2, resumed: false, rewrapped: 3, destroyed: '1', sealedAnew: 0 })
    const { code, out, err } = await run(['privacy', 'rotate'])
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /^version +3\nresumed +no\nrewrapped +3\ndestroyed +2\nsealed anew +0\n$/)
    assert.match((await run(['member', 'export', ...of('1')])).out, /Name: ann sample/)
  })

  it('privacy renew: a new key for one member, told in the audit log', async () => {
    const wrapped = async () =>
      (await database`select wrapped from member_keys order by subject`).map((row) => row['wrapped'])
    const before = await wrapped()
    assert.deepEqual(await answer('privacy', 'renew', ...of('2')), { renewed: 1 })
    const after = await wrapped()
    assert.deepEqual(
      after.map((bytes, index) => Buffer.compare(bytes as Buffer, before[index] as Buffer) !== 0),
      [false, true, false],
    )
    const byEmail = await run(['privacy', 'renew', ...of('-')], { stdin: ' Cleo@SHOP.test ' })
    assert.deepEqual([byEmail.code, byEmail.out], [0, 'renewed  1\n'])
    assert.deepEqual(
      (await acts('member.keys')).map((row) => Object.values(row)),
      [
        ['cli', '2', {}],
        ['cli', '3', {}],
      ],
    )
    assert.match((await run(['member', 'export', ...of('2')])).out, /Name: bob sample/)
  })

  it('privacy tidy: counts without changing anything, then forgets', async () => {
    const old = new Date(Date.now() - 40 * 86_400_000).toISOString()
    await database`
      insert into till_answers (brand_id, key, digest, status, body, answered_at) values (1, 'k1', '', 201, '\\x01', ${old})`
    const counted = await answer<Record<string, unknown>>('privacy', 'tidy', '--dry-run')
    assert.deepEqual([counted['answers'], counted['contact'], counted['dryRun']], [1, 0, true])
    assert.equal((await database`select 1 from till_answers`).length, 1)
    assert.equal((await database`select 1 from privacy_tidyings`).length, 0)
    const { code, out } = await run(['privacy', 'tidy'])
    assert.equal(code, 0)
    assert.match(out, /^answers +1$/m)
    assert.match(out, /^dry run +no$/m)
    assert.equal((await database`select 1 from till_answers`).length, 0)
    assert.equal((await answer<Record<string, unknown>>('privacy', 'tidy'))['answers'], 0)
  })

  it('member consent: shows, takes down and takes back, and keeps every word', async () => {
    const nothing = await run(['member', 'consent', ...of('1')])
    assert.deepEqual([nothing.code, nothing.out], [0, 'Nothing was said of any purpose: there is no consent.\n'])
    const email = 'marketing_email'
    const granted = await answer<Consents>('member', 'consent', ...of('1', '--grant', email, '--text-version', 'v1'))
    assert.deepEqual([granted.now[0]?.purpose, granted.now[0]?.granted], [email, true])
    const said = ['--withdraw', email, '--text-version', 'v2', '--source', 'phone']
    const { code, out } = await run(['member', 'consent', ...of('1', ...said)])
    assert.equal(code, 0)
    assert.match(out, /marketing_email +no +v2 +phone/)
    const { now, history } = await answer<Consents>('member', 'consent', ...of('1'))
    assert.deepEqual([now.length, now[0]?.granted], [1, false])
    assert.deepEqual(
      history.map(({ textVersion, source }) => `${textVersion} ${source}`),
      ['v1 letter', 'v2 phone'],
    )
    assert.equal((await acts('member.consent')).length, 2)
  })

  it('privacy requests and member export: what is due, the copy, and a request answered by it alone', async () => {
    assert.equal((await run(['privacy', 'requests'])).out, 'Nobody asked for anything that is not answered.\n')
    const [copy, redact] = [await askedFor('data', [1]), await askedFor('redactCustomer', [2])]
    const listed = await run(['privacy', 'requests', '--brand', 'cafe'])
    assert.equal(listed.code, 0)
    assert.match(listed.out, new RegExp(`${copy} +cafe +data .* open +shopify cafe\\.myshopify\\.com +1 +–`))
    const requests = await answer<Request[]>('privacy', 'requests')
    assert.deepEqual(
      requests.map(({ id, kind, members, status }) => ({ id, kind, members, status })),
      [
        { id: copy, kind: 'data', members: [1], status: 'open' },
        { id: redact, kind: 'redactCustomer', members: [2], status: 'open' },
      ],
    )

    for (const [member, request] of [
      ['2', copy],
      ['2', redact],
      ['1', '999'],
    ] as const) {
      const { code, out, err } = await run(['member', 'export', ...of(member, '--request', request)])
      assert.deepEqual([code, out], [1, ''], `${member} ${request}`)
      assert.match(err, new RegExp(`No open request ${request} is for a copy of what is kept of this member`))
    }

    const file = join(network.home, 'copy.json')
    const args = ['member', 'export', ...of('-', '--json', '--out', file, '--request', copy)]
    const written = await run(args, { stdin: 'ann@shop.test' })
    assert.deepEqual([written.code, written.out], [0, ''], written.err)
    assert.match(written.err, /Give it to nobody but the person it is about/)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const { member, contact } = memberExportSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    assert.deepEqual([member.number, contact.email], [1, 'ann@shop.test'])
    const all = await answer<Request[]>('privacy', 'requests', '--all')
    assert.equal(all.find(({ id }) => id === copy)?.answer, 'exported')
    assert.deepEqual(
      (await answer<Request[]>('privacy', 'requests')).map(({ id }) => id),
      [redact],
    )

    // A copy that could not be written answers nothing.
    const second = await askedFor('data', [1])
    const twice = await run(['member', 'export', ...of('1', '--out', file, '--request', second)])
    assert.equal(twice.code, 1)
    assert.match(twice.err, /There is a file .*copy\.json already\. Name a new one with --out/)
    assert.equal((await answer<Request[]>('privacy', 'requests')).length, 2)

    const letter = await run(['member', 'export', ...of('1')])
    assert.equal(letter.code, 0)
    assert.match(letter.out, /^What cafe keeps about you in its points programme\n/)
    assert.match(letter.out, /E-mail: ann@shop\.test/)
    const json = await answer('member', 'export', ...of('1'))
    assert.equal(memberExportSchema.parse(json).contact.name, 'ann sample')
    assert.deepEqual((await acts('member.export')).at(-1), { actor: 'cli', subject: '1', detail: { request: null } })
  })

  it('member erase: tells, asks, and does it once somebody said so', async () => {
    const names = async () =>
      (await database`select external_id as name from till_members order by 1`).map(({ name }) => name)
    const plan = await answer<Record<string, unknown>>('member', 'erase', ...of('3', '--dry-run'))
    assert.deepEqual(
      [plan['member'], plan['enrolments'], plan['unclaimedPoints'], plan['goTo'], plan['dryRun']],
      [3, 1, '0.00', null, true],
    )
    const told = await run(['member', 'erase', ...of('3', '--dry-run')])
    assert.match(told.out, /^This would be erased:\n +brand +cafe\n +member +3\n/)
    // Nobody said yes: a program, a person who says no.
    for (const [more, said] of [
      [[], {}],
      [['--json'], {}],
      [[], { person: 'n' }],
    ] as const) {
      const { code, out, err } = await run(['member', 'erase', ...of('3', ...more)], said)
      assert.deepEqual([code, out], [0, ''])
      assert.match(err, /Nothing was erased/)
    }
    assert.deepEqual([await names(), await acts('member.erase')], [['till-ann', 'till-bob', 'till-cleo'], []])

    const asked = await run(['member', 'erase', ...of('3')], { person: 'y' })
    assert.equal(asked.code, 0, asked.err)
    assert.match(asked.err, /To be erased, for good:/)
    assert.match(asked.out, /^erasure +1\nstatus +done\n/)
    const program = await run(['member', 'erase', ...of('-', '--yes', '--json')], { stdin: 'bob@shop.test\n' })
    assert.deepEqual(JSON.parse(program.out), {
      ...{ erasure: '2', status: 'done', problem: null, claimed: '0.00', redeemed: '0.00' },
    })
    assert.deepEqual(await names(), ['till-ann'])
    const gone = await run(['member', 'export', ...of('-')], { stdin: 'bob@shop.test' })
    assert.deepEqual([gone.code, gone.out], [1, ''])
    assert.equal((await acts('member.erase')).length, 4)
  })
})

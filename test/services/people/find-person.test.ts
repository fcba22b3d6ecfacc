import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { type Identifier, type IdentifierKind, identifierOf } from '../../../service/ledger/identify.ts'
import { findPerson, personOfNumber } from '../../../service/people/find-person.ts'
import { PeopleError } from '../../../service/people/people-error.ts'
import { type PeopleStage, startPeopleStage } from './people-stage.ts'

const EMAIL = 'ann@shop.test'

describe('who is meant by a value', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  before(async () => {
    stage = await startPeopleStage()
  })
  after(() => stage.stop())
  afterEach(() => stage.database`truncate members, identifiers, till_members, till_identifiers`)

  const hashOf = async (kind: IdentifierKind, value: string): Promise<Identifier> => {
    const { pepper } = await stage.desk.secrets.of('cafe')
    const found = identifierOf(pepper, kind, value)
    assert.ok(found)
    return found
  }
  const enrol = async (values: { email?: string; account?: string }): Promise<string> => {
    const name = `till-${randomBytes(16).toString('hex')}`
    await stage.database`
      insert into till_members (brand_id, external_id, account, device, location)
      values (1, ${name}, ${values.account ?? null}, 1, 'x')`
    for (const [kind, value] of Object.entries(values) as [IdentifierKind, string][]) {
      const { hash } = await hashOf(kind, value)
      await stage.database`
        insert into till_identifiers (brand_id, kind, hash, external_id) values (1, ${kind}, ${hash}, ${name})`
    }
    return name
  }
  const book = async (number: number, name: string, account: string | null = null) => {
    await stage.database`
      insert into members (brand_id, number, external_id, claim_key, claim_address, account)
      values (1, ${number}, ${name}, '0x', ${`0x${String(number).padStart(40, '0')}`}, ${account})`
  }
  const learn = async (number: number, kind: IdentifierKind, value: string) => {
    const { hash } = await hashOf(kind, value)
    await stage.database`insert into identifiers (brand_id, kind, hash, member) values (1, ${kind}, ${hash}, ${number})`
  }
  const find = (id: string) => findPerson(stage.desk, stage.scope, id)

  it('is refused where a guest’s order and an enrolment bear it and may be two: each can be named', async () => {
    const name = await enrol({ email: EMAIL })
    await book(7, 'shop-guest')
    await learn(7, 'email', EMAIL)
    const refusal = await find(EMAIL).catch((error: unknown) => error)
    assert.ok(refusal instanceof PeopleError)
    assert.deepEqual([refusal.code, refusal.status], ['SeveralMembers', 409])
    assert.match(refusal.message, new RegExp(`: 7, ${name}\\.`))
    assert.ok(!refusal.message.includes(EMAIL))
    assert.deepEqual((await find('7')).names, ['shop-guest'])
    assert.deepEqual(await find(name), { ...stage.scope, member: undefined, enrolled: [name], names: [name] })
  })

  it('is refused where two enrolments bear a card, and no member', async () => {
    await enrol({ email: EMAIL })
    const [other, account] = [await enrol({}), `0x${'a1'.repeat(20)}`]
    const { hash } = await hashOf('account', EMAIL)
    await stage.database`
      insert into till_identifiers (brand_id, kind, hash, external_id) values (1, 'account', ${hash}, ${other})`
    await assert.rejects(find(EMAIL), { code: 'SeveralMembers' })
    await assert.rejects(find(account), { code: 'UnknownMember' })
  })

  it('is one person where the books know that: by the till’s name, by the account, by what a sale told', async () => {
    const [own, account] = [await enrol({ email: EMAIL }), `0x${'b2'.repeat(20)}`]
    await book(1, own)
    await learn(1, 'email', EMAIL)
    assert.deepEqual((await find(EMAIL)).names, [own])

    const withAccount = await enrol({ email: 'bo@shop.test', account })
    await book(2, 'shop-bo', account)
    await learn(2, 'email', 'bo@shop.test')
    assert.deepEqual((await find('bo@shop.test')).names, ['shop-bo', withAccount])
    assert.deepEqual((await find(withAccount)).names, ['shop-bo', withAccount])

    const told = await enrol({ email: 'cy@shop.test' })
    await learn(2, 'id', `till\ntill\n${told}`)
    for (const id of ['cy@shop.test', told, 'bo@shop.test', '2'])
      assert.deepEqual((await find(id)).enrolled.toSorted(), [withAccount, told].toSorted(), id)
    const { pepper } = await stage.desk.secrets.of('cafe')
    const { enrolled } = await personOfNumber(stage.database, stage.scope, 2, pepper)
    assert.ok(enrolled.includes(told))
  })
})

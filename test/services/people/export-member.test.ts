import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { CLI } from '../../../service/access/actor.ts'
import { exportMember } from '../../../service/people/export-member.ts'
import { memberExportSchema } from '../../../service/people/export-schema.ts'
import { exportText } from '../../../service/people/export-text.ts'
import { findPerson } from '../../../service/people/find-person.ts'
import { openPeopleDesk } from '../../../service/people/people-desk.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { deliver, openShop, returned, sale, work } from '../ledger/ledger-fixture.ts'

const ANN = { email: 'Ann.Example@shop.test' }

describe('the export of a member', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  it('holds what is found by who they are, as JSON of its schema and as a letter', async () => {
    await newBrand(fixture, 'tell-cafe')
    const shop = await openShop(fixture, 'tell-cafe')
    await deliver(shop, [sale('T-1', '12.00', { customer: ANN }), returned('R-1', 'T-1', { amount: '2.00' })])
    await work(shop)
    const tools = await openPeopleDesk(shop.minter)
    const person = await findPerson(tools, { brandId: shop.minter.brandId, brand: 'tell-cafe' }, ANN.email)
    // A return that nobody booked yet, and a payment of an account that only a till knows to be hers.
    await deliver(shop, [returned('R-OPEN', 'T-1', { amount: '1.00' })])
    const [name = ''] = person.names
    const wallet = `0x${'a1'.repeat(20)}`
    await shop.minter.database`
      insert into till_members (brand_id, external_id, account, device, location)
      values (${shop.minter.brandId}, ${name}, ${wallet}, 1, 'x')`
    const payment = randomUUID()
    await shop.minter.database`
      insert into till_payments (id, brand_id, account, device, location, order_id, order_text, reference, value, state,
        paid_member, expires_at)
      values (${payment}, ${shop.minter.brandId}, 'till', 1, 'x', 'T-P', 'T-P', ${payment}, 5000000, 'done', ${wallet}, now())`
    const exported = memberExportSchema.parse(await exportMember(tools, person, { actor: CLI }))
    assert.deepEqual(
      exported.payments.map(({ order, value }) => [order, value]),
      [['T-P', '5']],
    )
    assert.equal(exported.deliveries.length, 1)
    assert.match(exported.deliveries[0]?.content ?? '', /"refund":"R-OPEN"/)
    assert.deepEqual(exported.points, {
      earned: '12.00',
      minted: '10.00',
      takenBack: '0.00',
      pending: '0.00',
      owed: '0.00',
    })
    assert.deepEqual(
      exported.orders.map(({ order, total, takenBack }) => [order, total, takenBack]),
      [['T-1', '12', '2.00']],
    )
    assert.deepEqual(
      exported.ledger.map(({ kind, points }) => [kind, points]),
      [
        ['earn', '12.00'],
        ['return', '-2.00'],
        ['mint', '10.00'],
      ],
    )
    assert.deepEqual(
      exported.identifiers.map(({ kind, value }) => [kind, value]),
      [['email', null]],
    )
    const [receipt] = exported.receipts
    assert.match(receipt?.salt ?? '', /^0x[0-9a-f]{64}$/)
    const letter = exportText(exported)
    for (const part of ['What tell-cafe keeps about you', 'order T-1', '12.00 points earned', 'How long:'])
      assert.ok(letter.includes(part), `${part}\n${letter}`)
    await shop.minter.database.end()
  })
})

import { strict as assert } from 'node:assert'
import { insertDelivery } from '../../../service/intake/insert-delivery.ts'
import { identifierOf } from '../../../service/ledger/identify.ts'
import { listErasure } from '../../../service/people/erasure-list.ts'
import { replayErasures } from '../../../service/people/replay-erasures.ts'
import { type PeopleStage, startPeopleStage } from './people-stage.ts'

const SHOP = { provider: 'shopify', shop: 'cafe.myshopify.com' } as const

describe('a backup that brings erased people back', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  before(async () => {
    stage = await startPeopleStage()
  })
  after(() => stage.stop())

  const book = async (number: number, name: string) => {
    await stage.database`
      insert into members (brand_id, number, external_id, claim_key, claim_address)
      values (1, ${number}, ${name}, '0x', ${`0x${String(number).padStart(40, '0')}`})`
  }
  const identify = async (member: number, kind: 'email' | 'id', value: string): Promise<string> => {
    const { pepper } = await stage.desk.secrets.of('cafe')
    const hash = identifierOf(pepper, kind, value)?.hash ?? ''
    await stage.database`insert into identifiers (brand_id, kind, hash, member) values (1, ${kind}, ${hash}, ${member})`
    return hash
  }
  const deliver = async (id: string, email: string, status: string) => {
    const place = { brandId: 1, shop: 1, provider: SHOP.provider, account: SHOP.shop, mode: 'live' } as const
    const body = Buffer.from(JSON.stringify({ email }))
    await insertDelivery(stage.database, stage.desk.vault, { ...place, deliveryId: id, topic: 't', body })
    await stage.database`update inbox set status = ${status} where delivery_id = ${id}`
  }
  const replay = () => replayErasures({ database: stage.database, home: stage.home, code: 'cafe', brandId: 1 })
  const entryOf = async (name: string, more: { provider?: string; shop?: string; hashes?: string[] } = {}) => {
    const { names } = await stage.desk.secrets.of('cafe')
    const entry = { subject: names.subject(name), pseudonym: `gone-${'0'.repeat(32)}`, at: '2026-01-01T00:00:00Z' }
    await listErasure(stage.home, 'cafe', { ...entry, provider: null, shop: null, hashes: [], ...more })
  }

  it('lets go of their deliveries, too, and of enrolments it did not know to be theirs', async () => {
    await book(1, 'shop-ann')
    await identify(1, 'email', 'ann@shop.test')
    await deliver('of-ann', 'Ann@Shop.test', 'parked')
    await deliver('of-bob', 'bob@shop.test', 'parked')
    await stage.database`
      insert into till_members (brand_id, external_id, contact, device, location) values (1, 'till-ann', '\\x01', 1, 'x')`
    await entryOf('shop-ann')
    await entryOf('till-ann')
    assert.equal(await replay(), 1)
    const kept = await stage.database`select delivery_id as id from inbox where body is not null`
    assert.deepEqual(
      kept.map((row) => row['id'] as string),
      ['of-bob'],
    )
    assert.equal((await stage.database`select 1 from identifiers where member = 1`).length, 0)
    assert.equal((await stage.database`select 1 from till_members`).length, 0)
    assert.equal(await replay(), 0)
  })

  it('forgets the number of a shop that asked for its own, and leaves the rest', async () => {
    await book(2, 'shop-dan')
    const hash = await identify(2, 'id', `${SHOP.provider}\n${SHOP.shop}\n900`)
    await identify(2, 'email', 'dan@shop.test')
    await entryOf('shop-dan', { ...SHOP, hashes: [hash] })
    assert.equal(await replay(), 1)
    const left = await stage.database`select kind from identifiers where member = 2`
    assert.deepEqual(
      left.map((row) => row['kind'] as string),
      ['email'],
    )
    assert.equal(await replay(), 0)
    const [member] = await stage.database`select external_id as name from members where number = 2`
    assert.equal(member?.['name'], 'shop-dan')
  })
})

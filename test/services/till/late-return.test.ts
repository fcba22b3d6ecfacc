import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { type Address, parseEther } from 'viem'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { CLI } from '../../../service/access/actor.ts'
import { createKey } from '../../../service/keys/stored-keys.ts'
import { askErasure } from '../../../service/people/ask-erasure.ts'
import { findPerson } from '../../../service/people/find-person.ts'
import { openPeopleDesk } from '../../../service/people/people-desk.ts'
import { runErasure } from '../../../service/people/run-erasure.ts'
import { until } from '../relay/relay-stage.ts'
import { saleOf, startTillStage, TERMS, type Till, type TillStage, type Told } from './till-stage.ts'

const IDA = { name: 'Ida Musterfrau', email: 'ida.musterfrau@shop.test', phone: '+447946077001', card: 'IDA-7001-22' }
const JOB = { name: 'Job Beispiel', email: 'job.beispiel@shop.test', phone: '+447946077002', card: 'JOB-7002-33' }

describe('till: what comes back after its buyer was erased', function () {
  this.timeout(90_000)
  let stage: TillStage
  before(async () => {
    stage = await startTillStage()
    await stage.rules(stage.brands.first, { pendingSeconds: 0 })
    const minter = ['tea-house-minter', '--clawback', '10000', '--as', 'tea-house-owner']
    await stage.network.json('brand', 'quota', 'tea-house', ...minter, '--yes')
    for (const brand of ['tea-house', 'book-shop']) {
      const { address } = await createKey(stage.network.home, { name: `${brand}-account` })
      await giveDevGasMoney(stage.client, { account: address as Address, wei: parseEther('1') })
    }
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => stage.stop())

  /** Buys for so much; gives the order and the member's name in the books. */
  const buy = async (till: Till, who: typeof IDA, net: string) => {
    const { body } = await till.post('/members', { ...who, consents: TERMS })
    const sale = saleOf(net, { member: body.member as string, staff: 'counter-7' })
    assert.equal((await till.post('/sales', sale)).status, 201)
    await stage.booked()
    return { order: sale['order'] as string, member: body.member as string }
  }

  const erase = async (brand: string, card: string) => {
    const { database, network, client, brands } = stage
    const brandId = brand === 'tea-house' ? brands.first : brands.second
    const tools = { ...(await openPeopleDesk({ database, home: network.home })), client }
    const person = await findPerson(tools, { brandId, brand }, card)
    const { names } = await tools.secrets.of(brand)
    const asked = { person, names, actor: CLI, at: new Date() }
    const [id = 0n] = await database.begin((sql) => askErasure(sql, asked))
    let problem: string | null = null
    await until(async () => {
      const erasure = await runErasure(tools, { brandId, brand, id })
      problem = erasure.problem
      return erasure.status === 'done'
    }).catch((error: unknown) => {
      throw new Error(`It waits: ${problem}`, { cause: error })
    })
    return person.member?.number ?? 0
  }

  /** Neither who it was nor what stands in the place of that. */
  const saysNothing = ({ text }: Told, { order, member }: { order: string; member: string }): void => {
    const plain = text.replaceAll(order, '')
    for (const value of [...Object.values(IDA), ...Object.values(JOB), member, 'gone-', 'erased', 'counter-7']) {
      assert.ok(!plain.toLowerCase().includes(value.toLowerCase()), `${value} in ${text}`)
    }
  }
  const booksOf = async (brandId: number, member: number) => {
    await stage.booked()
    const [row] = await stage.database<{ debt: bigint; kept: bigint; given: bigint; order: string }[]>`
      select m.debt, s.kept, s.given, o.order_id as order from members m
      join orders o on o.brand_id = m.brand_id and o.member = m.number
      join sales s on s.brand_id = o.brand_id and s.order_number = o.number
      where m.brand_id = ${brandId} and m.number = ${member}`
    return row
  }
  /** Tables where the till's name of an order stands. */
  const placesOf = async (order: string): Promise<string[]> => {
    const tables = await stage.database<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
    const found = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await stage.database.unsafe(`select 1 from ${name} t where t::text like '%${order}%' limit 1`)
        return rows.length > 0 ? [name] : []
      }),
    )
    return found.flat()
  }

  it('takes what was still to be given, as of any order, and leaves no debt', async () => {
    const brandId = stage.brands.second
    const till = await stage.till('second')
    const sold = await buy(till, JOB, '30.00')
    const number = await erase('book-shop', JOB.card)
    const asked = { return: randomUUID(), order: sold.order, amount: '10.00', staff: 'counter-7' }
    const first = await till.post('/returns', asked)
    assert.equal(first.status, 201, first.text)
    assert.deepEqual(first.body, {
      ...{ return: asked.return, order: sold.order, known: false, taken: '10.00', payments: [] },
      text: '10 points go back with this return.',
    })
    saysNothing(first, sold)
    const again = await till.post('/returns', asked)
    assert.deepEqual([again.status, again.body], [201, { ...first.body, known: true }])
    const books = await booksOf(brandId, number)
    assert.deepEqual([books?.debt, books?.kept, books?.given], [0n, 20_00n, 0n])

    const rest = await till.post('/voids', { void: randomUUID(), order: sold.order })
    assert.deepEqual([rest.status, rest.body.taken, rest.body.order], [201, '20.00', sold.order], rest.text)
    saysNothing(rest, sold)
    const after = await booksOf(brandId, number)
    assert.deepEqual([after?.debt, after?.kept, after?.given], [0n, 0n, 0n])
    assert.deepEqual(await placesOf(sold.order), [])
  })

  it('notes what was given already as a debt of nobody, at whatever store it comes back', async () => {
    const brandId = stage.brands.first
    const sold = await buy(await stage.till(), IDA, '20.00')
    await until(async () => {
      const [row] = await stage.database`select 1 from sales where brand_id = ${brandId} and given = 2000`
      return (
        row !== undefined && (await stage.database`select 1 from import_runs where status = 'planned'`).length === 0
      )
    })
    const number = await erase('tea-house', IDA.card)
    const station = await stage.till('first', { location: 'station' })
    const back = await station.post('/returns', {
      ...{ return: randomUUID(), order: sold.order },
      lines: [{ id: '1', net: '5.00' }],
    })
    assert.deepEqual([back.status, back.body.taken, back.body.order], [201, '5.00', sold.order], back.text)
    saysNothing(back, sold)
    await until(async () => (await booksOf(brandId, number))?.kept === 15_00n)
    await until(async () => (await booksOf(brandId, number))?.debt === 5_00n)
    const [member] = await stage.database`
      select external_id as name from members where brand_id = ${brandId} and number = ${number}`
    assert.match(String(member?.['name']), /^gone-[0-9a-f]{32}$/)
    assert.match((await booksOf(brandId, number))?.order ?? '', /^erased-[0-9a-f]{40}$/)
    assert.deepEqual(await placesOf(sold.order), [])
  })

  it('refuses what is wrong in the very words it has for anybody', async () => {
    const till = await stage.till('second')
    const anne = { name: 'Anne Living', email: 'anne@shop.test', phone: '+447946077003', card: 'ANNE-1' }
    const [erased, living] = [await buy(till, { ...JOB, card: 'JOB-AGAIN-1' }, '8.00'), await buy(till, anne, '8.00')]
    await erase('book-shop', 'JOB-AGAIN-1')
    const taken = randomUUID()
    assert.equal((await till.post('/returns', { return: taken, order: living.order, amount: '1.00' })).status, 201)
    const wrongs = (order: string): [string, number, object][] => [
      ['/returns', 422, { return: randomUUID(), order, lines: [{ id: '9' }] }],
      ['/returns', 409, { return: taken, order, amount: '2.00' }],
      ['/sales', 409, saleOf('8.00', { order })],
    ]
    const others = wrongs(living.order)
    for (const [index, [path, status, body]] of wrongs(erased.order).entries()) {
      const told = await till.post(path, body)
      const same = await till.post(path, others[index]![2])
      assert.equal(told.status, status, told.text)
      assert.deepEqual({ ...told.body, instance: '' }, { ...same.body, instance: '' })
      saysNothing(told, erased)
    }
  })
})

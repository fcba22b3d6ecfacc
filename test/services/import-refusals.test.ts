import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import { pauseNetwork } from '../../chain/actions/pauseNetwork.ts'
import { unpauseNetwork } from '../../chain/actions/unpauseNetwork.ts'
import { withAccount } from '../../chain/client.ts'
import { sendCall } from '../../chain/send.ts'
import { createKey, loadKey, minterKeyName } from '../../service/keys/stored-keys.ts'
import { type ImportFixture, newBrand, newMinter, startImportFixture, writeOrders } from './import-fixture.ts'

const NOBODY = '0x00000000000000000000000000000000000000aa'

describe('an import that cannot be done', function () {
  this.timeout(240_000)
  let fixture: ImportFixture
  let url: string
  let orders: string
  before(async () => {
    fixture = await startImportFixture()
    url = await fixture.cluster.create()
    process.env['DATABASE_URL'] = url
    orders = await writeOrders(fixture, 'orders.csv', ['A1,ann,cup,2,4.50', 'B1,bob,cup,10,4.5'])
  })
  after(() => {
    delete process.env['DATABASE_URL']
    return fixture.stop()
  })

  const refuses = async (brand: string, sentence: RegExp, args: string[] = [], file = orders): Promise<void> => {
    const { code, err, out } = await fixture.network.points(
      'import',
      file,
      '--brand',
      brand,
      '--yes',
      '--json',
      ...args,
    )
    assert.equal(code, 1, out)
    assert.match(err, sentence)
    await nothingDone(brand)
  }

  const nothingDone = async (code: string) => {
    const brandId = Number(await fixture.network.json('brand', 'show', code).then((brand) => brand.id ?? brand.brandId))
    const { supply, lastSequence } = await getBrand(fixture.client, { brandId })
    const minter = await newMinter(fixture, code, url)
    const [rows] = await minter.database`select count(*)::int as n from orders where brand_id = ${brandId}`
    await minter.database.end()
    assert.deepEqual([supply, lastSequence, rows?.['n']], [0n, 0n, 0])
  }

  it('says what reserve is missing', async () => {
    await newBrand(fixture, 'poor-cafe', { reserve: 500_000n })
    await refuses('poor-cafe', /The reserve of poor-cafe is 0.50 USD; its promise would need 0.54 USD. Add 0.04 USD/)
  })

  it('says what quota is missing', async () => {
    await newBrand(fixture, 'small-cafe', { mintLimit: 5_000n })
    await refuses('small-cafe', /The mint quota of small-cafe has 50.00 points left today; 54.00 are needed/)
  })

  it('says that the key has no gas money', async () => {
    await newBrand(fixture, 'dry-cafe', { gasMoney: 1n })
    await refuses('dry-cafe', /has 1 wei for gas/)
  })

  it('says that the key is no minter', async () => {
    await newBrand(fixture, 'other-cafe')
    const { address } = await createKey(fixture.network.home, { name: 'stranger' })
    await refuses('other-cafe', new RegExp(`${address} is not minter of other-cafe`), ['--as', 'stranger'])
  })

  it('says that there is no such key', () => refuses('other-cafe', /There is no key nobody/, ['--as', 'nobody']))

  it('says that the network is paused', async () => {
    await newBrand(fixture, 'still-cafe')
    await sendCall(fixture.operator, pauseNetwork(fixture.client, { seconds: 7_200n }))
    try {
      await refuses('still-cafe', /The network is paused until/)
    } finally {
      await sendCall(fixture.operator, unpauseNetwork(fixture.client))
    }
  })

  it('says that the chain is ahead of the database, and how to go on', async () => {
    const brandId = await newBrand(fixture, 'ahead-cafe')
    const account = privateKeyToAccount(await loadKey(fixture.network.home, minterKeyName('ahead-cafe')))
    const credits = [{ member: NOBODY, points: 100n }] as const
    const batch = { brandId, sequence: 1n, credits, purchasesRoot: `0x${'11'.repeat(32)}`, returnWindow: 60 } as const
    await sendCall(withAccount(fixture.client, account), await mintBatch(fixture.client, batch))
    const { code, err } = await fixture.network.points('import', orders, '--brand', 'ahead-cafe', '--yes')
    assert.equal(code, 1)
    assert.match(
      err,
      /minted 1 batches for ahead-cafe, but the database knows of 0 of them.*points recover --brand ahead-cafe/,
    )
    const recovered = await fixture.network.points('recover', '--brand', 'ahead-cafe')
    assert.equal(recovered.code, 1)
    assert.match(recovered.err, /has no receipts of it. Restore that folder/)
  })

  it('names the line of a broken file and keeps nothing, also of what is being written meanwhile', async () => {
    await newBrand(fixture, 'torn-cafe')
    const torn = join(fixture.network.home, 'torn.csv')
    // The last one breaks off while the first lines are still on their way to the database.
    for (const lines of [12_000, 6_400]) {
      const whole = Array.from({ length: lines }, (_, i) => `A${i},m${i % 50},cup,1,5`)
      await writeFile(torn, ['order,member,item,quantity,price', ...whole, `A${lines},ann,cup,many,5`].join('\n'))
      const sentence = new RegExp(`Line ${lines + 2}: quantity "many" is not a whole number`)
      await refuses('torn-cafe', sentence, [], torn)
    }
  })

  it('names the columns that are missing', async () => {
    const file = join(fixture.network.home, 'columns.csv')
    await writeFile(file, 'order,item\nA1,cup\n')
    await refuses('torn-cafe', /column member, quantity, price is missing/, [], file)
  })

  it('says that a file is empty, or has only a header', async () => {
    const file = join(fixture.network.home, 'empty.csv')
    await writeFile(file, '')
    await refuses('torn-cafe', /The file is empty/, [], file)
    await writeFile(file, 'order,member,item,quantity,price\n')
    await refuses('torn-cafe', /The file has no order lines/, [], file)
    await refuses('torn-cafe', /does not exist/, [], join(fixture.network.home, 'nowhere.csv'))
  })

  it('says that the brand does not exist', async () => {
    const { code, err } = await fixture.network.points('import', orders, '--brand', 'no-such-cafe', '--yes')
    assert.equal(code, 1)
    assert.match(err, /There is no brand "no-such-cafe"/)
  })

  it('says that no database answers', async () => {
    process.env['DATABASE_URL'] = url.replace(/:\d+\//, ':1/')
    const { code, err } = await fixture.network.points('import', orders, '--brand', 'torn-cafe', '--yes')
    process.env['DATABASE_URL'] = url
    assert.equal(code, 1)
    assert.match(err, /No database answers at postgres:\/\/openpoints@127.0.0.1:1\//)
  })

  it('says that no chain answers', async () => {
    const { code, err } = await fixture.network.points(
      'import',
      orders,
      '--brand',
      'torn-cafe',
      '--yes',
      '--rpc',
      'http://127.0.0.1:1',
      '--hub',
      fixture.network.hub,
    )
    assert.equal(code, 1)
    assert.match(err, /no chain answers/)
  })

  it('refuses what makes no sense with exit code 2', async () => {
    for (const args of [
      ['--rate', '0'],
      ['--return-window', '91d'],
      ['--format', 'xml'],
      ['--batch-members', '501'],
    ]) {
      const { code } = await fixture.network.points('import', orders, '--brand', 'torn-cafe', ...args)
      assert.equal(code, 2, args.join(' '))
    }
  })

  it('plans without keeping anything, with --dry-run', async () => {
    const answer = await fixture.network.json('import', orders, '--brand', 'torn-cafe', '--dry-run')
    assert.deepEqual(
      [answer.orders, answer.pointsCredited, answer.dryRun, (answer['needs'] as unknown as { points: string }).points],
      [2, '54.00', true, '54.00'],
    )
    await nothingDone('torn-cafe')
  })

  it('works after all that', async () => {
    const out = join(fixture.network.home, 'members.csv')
    const report = await fixture.network.json('import', orders, '--brand', 'torn-cafe', '--out', out)
    assert.deepEqual([report.pointsCredited, report.batches], ['54.00', 1])
  })
})

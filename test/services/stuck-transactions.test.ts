import { strict as assert } from 'node:assert'
import { type Hex, parseGwei, parseTransaction, toHex } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getToken } from '../../chain/actions/getToken.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { pointsTokenAbi } from '../../chain/generated/abis.ts'
import type { Minter } from '../../service/import/minter.ts'
import { booksOf } from './import-books.ts'
import {
  type ImportFixture,
  importFile,
  newBrand,
  newMinter,
  startImportFixture,
  writeOrders,
} from './import-fixture.ts'

class Crash extends Error {}

const CHEAP = parseGwei('1')
const DEAR = parseGwei('300')

describe('a transaction that the chain became too dear for', function () {
  this.timeout(60_000)
  let fixture: ImportFixture
  let path: string
  before(async () => {
    fixture = await startImportFixture()
    path = await writeOrders(fixture, 'orders.csv', ['A1,m1,cup,9,9', 'A2,m2,cup,1,5'])
  })
  after(() => fixture.stop())
  afterEach(async () => {
    await node('evm_setAutomine', true)
    await mineAt(CHEAP)
  })

  const node = (method: string, ...params: unknown[]) => fixture.client.request({ method, params } as never)

  /** Mines a block at this base fee; what offers less stays where it is. */
  const mineAt = async (baseFee: bigint) => {
    await node('anvil_setNextBlockBaseFeePerGas', toHex(baseFee))
    await node('evm_mine')
  }

  const open = async (code: string) => {
    await newBrand(fixture, code)
    await mineAt(CHEAP)
    return newMinter(fixture, code)
  }

  /** Every transaction of the queue, with the call and the price it was signed with. */
  const attemptsOf = async ({ database, brandId }: Minter) => {
    const rows = await database`
      select nonce, attempt, status, hash, signed from transactions where brand_id = ${brandId} order by nonce, attempt`
    return rows.map((row) => {
      const { maxFeePerGas = 0n, maxPriorityFeePerGas = 0n, ...call } = parseTransaction(row['signed'] as Hex)
      const { to, data, nonce, gas, chainId, value } = call
      const told = { attempt: row['attempt'] as number, status: row['status'] as string, hash: row['hash'] as Hex }
      return { ...told, maxFeePerGas, maxPriorityFeePerGas, call: { to, data, nonce, gas, chainId, value } }
    })
  }

  /** One batch on chain, by the transaction of this hash, with the points of the file and no more. */
  const assertMintedOnce = async (minter: Minter, hash: Hex) => {
    const { client, brandId } = minter
    const address = await getToken(client, { brandId })
    const query = { abi: pointsTokenAbi, eventName: 'BatchMinted', address, args: { brandId }, fromBlock: 0n } as const
    const minted = await collectEvents(client, query)
    assert.deepEqual(
      minted.map(({ transactionHash, args }) => [transactionHash, args.sequence, args.points]),
      [[hash, 1n, 8_600n]],
    )
    const { lastSequence, supply } = await getBrand(client, { brandId })
    assert.deepEqual([lastSequence, supply], [1n, 8_600n])
    const books = await booksOf(minter)
    assert.deepEqual(books.members, ['m1,0,8100,8100,0', 'm2,0,500,500,0'])
    await minter.database.end()
  }

  /** Imports, and does this when a point is first reached with so many versions signed: "sent 1", "before-send 2". */
  const importWith = async (minter: Minter, at: Record<string, () => Promise<void>>) => {
    const { database, brandId } = minter
    const done = new Set<string>()
    const checkpoint = async (point: string) => {
      const rows = await database`select 1 from transactions where brand_id = ${brandId}`
      const moment = `${point} ${rows.length}`
      if (done.has(moment)) return
      done.add(moment)
      await at[moment]?.()
    }
    return importFile({ ...minter, checkpoint }, path)
  }

  it('goes out again at the same nonce with the same call and a higher price, and mints once', async () => {
    const minter = await open('raised-cafe')
    await node('evm_setAutomine', false)
    await importWith(minter, { 'sent 1': () => mineAt(DEAR), 'sent 2': () => mineAt(DEAR) })
    const [first, second, ...more] = await attemptsOf(minter)
    assert.ok(first && second)
    assert.deepEqual(more, [])
    assert.deepEqual([first.attempt, first.status, second.attempt, second.status], [0, 'replaced', 1, 'confirmed'])
    assert.deepEqual(second.call, first.call)
    assert.ok(first.maxFeePerGas < DEAR && second.maxFeePerGas >= DEAR)
    assert.ok(second.maxPriorityFeePerGas * 10n >= first.maxPriorityFeePerGas * 11n)
    await assertMintedOnce(minter, second.hash)
  })

  it('mints once too where the first version lands after the second was signed', async () => {
    const minter = await open('overtaken-cafe')
    await node('evm_setAutomine', false)
    // Another node still had the first version, and the price fell again.
    const mineFirst = async () => {
      await mineAt(CHEAP)
      const [row] =
        await minter.database`select signed from transactions where brand_id = ${minter.brandId} and attempt = 0`
      await node('eth_sendRawTransaction', row?.['signed'])
      await mineAt(CHEAP)
    }
    await importWith(minter, { 'sent 1': () => mineAt(DEAR), 'before-send 2': mineFirst })
    const [first, second, ...more] = await attemptsOf(minter)
    assert.ok(first && second)
    assert.deepEqual(more, [])
    assert.deepEqual([first.status, second.status], ['confirmed', 'replaced'])
    assert.deepEqual(second.call, first.call)
    await assertMintedOnce(minter, first.hash)
  })

  it('is signed again where the price rose after a crash, before it ever went out', async () => {
    const minter = await open('late-cafe')
    const crash = () => Promise.reject(new Crash())
    await assert.rejects(importWith(minter, { 'committed 1': crash }), Crash)
    await mineAt(DEAR)
    await node('anvil_setNextBlockBaseFeePerGas', toHex(DEAR))
    const { resumed } = await importFile(minter, path)
    assert.equal(resumed, true)
    const [first, second, ...more] = await attemptsOf(minter)
    assert.ok(first && second)
    assert.deepEqual(more, [])
    assert.deepEqual([first.status, second.status], ['replaced', 'confirmed'])
    assert.deepEqual(second.call, first.call)
    await assertMintedOnce(minter, second.hash)
  })

  it('lands once where a crash came between signing the second version and sending it', async () => {
    const minter = await open('twice-cafe')
    await node('evm_setAutomine', false)
    const crash = () => Promise.reject(new Crash())
    await assert.rejects(importWith(minter, { 'sent 1': () => mineAt(DEAR), 'before-send 2': crash }), Crash)
    await importWith(minter, { 'sent 2': () => mineAt(DEAR) })
    const [first, second] = await attemptsOf(minter)
    assert.deepEqual([first?.status, second?.status], ['replaced', 'confirmed'])
    await assertMintedOnce(minter, second?.hash ?? '0x')
  })
})

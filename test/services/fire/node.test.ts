import { strict as assert } from 'node:assert'
import { toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { sendTransaction } from 'viem/actions'
import { withAccount } from '../../../chain/client.ts'
import { type Fault, FAULTS } from '../../../bench/acceptance/fault-proxy.ts'
import { readNetwork } from '../../../chain/network.ts'
import { loadKey, minterKeyName } from '../../../service/keys/stored-keys.ts'
import {
  alertsOf,
  deliver,
  type FireStage,
  node,
  openShop,
  query,
  saleOf,
  serve,
  type Serving,
  startFireStage,
  supplyOf,
  until,
} from './fire-stage.ts'

/** All of it by `npm run test:long -- fire`. */
const SEEDS = Number(process.env['POINTS_FIRE_SEEDS'] ?? 1)
const DEAR = 300n * 10n ** 9n

describe('what the node does to us', function () {
  this.timeout(SEEDS * 60_000 + 120_000)
  let stage: FireStage
  let service: Serving
  before(async () => {
    stage = await startFireStage()
    service = await serve(stage)
  })
  after(async () => {
    await service?.stop()
    await stage?.stop()
  })
  afterEach(async () => {
    stage.proxy.perMille = 0
    stage.proxy.down = false
    await node(stage, 'evm_setAutomine', true)
  })

  const sell = async (code: string, count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) assert.equal(await deliver(stage, service, saleOf(code, i)), 200)
  }

  /** Every sale was minted once, the key's nonces have no gap, and nothing is left to send. */
  const mintedOnce = async (code: string, sales: number, seconds = 40) => {
    await until(() => supplyOf(stage, code), BigInt(sales) * 1_000n, seconds)
    const brandId = stage.brandIds.get(code) ?? 0
    const open = () =>
      query(stage, (sql) => sql`select nonce from transactions where brand_id = ${brandId} and status = 'signed'`)
    await until(open, [], seconds)
    assert.equal(await supplyOf(stage, code), BigInt(sales) * 1_000n)
  }

  const minterOf = async (code: string) => {
    const secret = await loadKey(stage.network.home, minterKeyName(code))
    return privateKeyToAccount(secret)
  }

  for (let seed = 1; seed <= SEEDS; seed += 1) {
    it(`mints once behind a node that fails three times in ten, seed ${seed}`, async () => {
      const code = `faulty-cafe-${seed}`
      await openShop(stage, code)
      const faults: Record<Fault, number> = { ...stage.proxy.counts }
      stage.proxy.reseed(seed)
      stage.proxy.perMille = 300
      await sell(code, 20)
      await mintedOnce(code, 20, 60)
      const met = FAULTS.reduce((sum, fault) => sum + stage.proxy.counts[fault] - faults[fault], 0)
      assert.ok(met >= 5, `${met} faults`)
    })
  }

  it('goes on by itself after nobody answered for a while, and says so meanwhile', async () => {
    await openShop(stage, 'silent-cafe')
    await sell('silent-cafe', 1)
    await mintedOnce('silent-cafe', 1)
    stage.proxy.down = true
    await sell('silent-cafe', 4)
    await until(async () => (await alertsOf(stage, 'silent-cafe')).includes('chainUnreachable'), true)
    stage.proxy.down = false
    await mintedOnce('silent-cafe', 5)
    await until(() => alertsOf(stage, 'silent-cafe'), [])
  })

  it('sends the same once more where the node forgot it', async () => {
    await openShop(stage, 'dropped-cafe')
    await node(stage, 'evm_setAutomine', false)
    await sell('dropped-cafe', 3)
    await untilPending()
    await node(stage, 'anvil_dropAllTransactions')
    await node(stage, 'evm_setAutomine', true)
    await mintedOnce('dropped-cafe', 3)
  })

  it('offers more at the same nonce where the chain became too dear', async () => {
    await openShop(stage, 'dear-cafe')
    await node(stage, 'evm_setAutomine', false)
    await sell('dear-cafe', 3)
    await untilPending()
    await mineAt(DEAR)
    await mineAt(DEAR)
    await until(async () => {
      await mineAt(DEAR)
      return supplyOf(stage, 'dear-cafe')
    }, 3_000n)
    await mineAt(10n ** 9n)
    await node(stage, 'evm_setAutomine', true)
    await mintedOnce('dear-cafe', 3)
    const brandId = stage.brandIds.get('dear-cafe') ?? 0
    const nonces = await query<{ nonces: number; attempts: number }>(
      stage,
      (sql) => sql`
        select count(distinct nonce)::int as nonces, count(*)::int as attempts from transactions
        where brand_id = ${brandId}`,
    )
    assert.ok((nonces[0]?.attempts ?? 0) > (nonces[0]?.nonces ?? 0), JSON.stringify(nonces))
  })

  // Takes as long as a receipt may lag behind the count of transactions; test/services/import-chain has a shorter one.
  if (SEEDS > 1)
    it('heals where somebody uses a nonce of the key by hand', async () => {
      await openShop(stage, 'foreign-cafe')
      await sell('foreign-cafe', 2)
      await mintedOnce('foreign-cafe', 2)
      await node(stage, 'evm_setAutomine', false)
      await sell('foreign-cafe', 2)
      const account = await minterOf('foreign-cafe')
      await node(stage, 'anvil_dropAllTransactions')
      const client = withAccount(stage.client, account)
      await sendTransaction(client, { to: account.address, value: 1n, maxFeePerGas: DEAR } as never)
      await node(stage, 'evm_setAutomine', true)
      await node(stage, 'evm_mine')
      await mintedOnce('foreign-cafe', 4, 60)
    })

  it('mints again what reorganisations of depth 1, 2 and 10 took away, and nothing twice', async () => {
    await openShop(stage, 'reorg-cafe')
    // So that none of them takes the brand itself away.
    await node(stage, 'anvil_mine', toHex(12))
    let sold = 0
    for (const depth of [1, 2, 10]) {
      await sell('reorg-cafe', 2)
      await mintedOnce('reorg-cafe', (sold += 2))
      const minted = await supplyOf(stage, 'reorg-cafe')
      await node(stage, 'anvil_reorg', depth, [])
      assert.ok((await supplyOf(stage, 'reorg-cafe')) < minted || depth === 1, `depth ${depth}`)
      await mintedOnce('reorg-cafe', sold)
    }
    await sell('reorg-cafe', 1)
    await mintedOnce('reorg-cafe', sold + 1)
  })

  it('goes on where the node died and came back without its last blocks', async () => {
    await openShop(stage, 'lost-cafe')
    await sell('lost-cafe', 2)
    await mintedOnce('lost-cafe', 2)
    const snapshot = await node(stage, 'evm_snapshot')
    await sell('lost-cafe', 2)
    await mintedOnce('lost-cafe', 4)
    stage.proxy.down = true
    await node(stage, 'evm_revert', snapshot)
    stage.proxy.down = false
    await mintedOnce('lost-cafe', 4)
  })

  it('refuses to start on another chain, or where the network is not', async () => {
    const network = await readNetwork(stage.network.home)
    assert.ok(network)
    await assert.rejects(
      serve(stage, { network: { ...network, chainId: 1 } }),
      /is chain 31337, but the network is on chain 1/,
    )
    const hub = `0x${'12'.repeat(20)}` as const
    await assert.rejects(serve(stage, { network: { ...network, hub } }), /hub/)
  })

  const mineAt = async (baseFee: bigint) => {
    await node(stage, 'anvil_setNextBlockBaseFeePerGas', toHex(baseFee))
    await node(stage, 'evm_mine')
  }

  const untilPending = () =>
    until(async () => {
      const { pending } = (await node(stage, 'txpool_status')) as { pending: string }
      return BigInt(pending) > 0n
    }, true)
})

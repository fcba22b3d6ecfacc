import { strict as assert } from 'node:assert'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { privateKeyToAccount } from 'viem/accounts'
import { type Fault, FAULTS, FaultProxy } from '../../../bench/acceptance/fault-proxy.ts'
import { memberAddress } from '../../../bench/acceptance/write-input.ts'
import { getBrand } from '../../../chain/actions/getBrand.ts'
import { mintBatch } from '../../../chain/actions/mintBatch.ts'
import { connect, withAccount } from '../../../chain/client.ts'
import { sendCall } from '../../../chain/send.ts'
import { loadKey } from '../../../service/keys/stored-keys.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'

describe('the proxy that brings faults', function () {
  this.timeout(60_000)
  let node: Server
  let target: string
  let executed: string[]
  const proxies: FaultProxy[] = []
  before(async () => {
    node = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        executed.push(body)
        response.end('{"jsonrpc":"2.0","id":1,"result":"0x9"}')
      })
    })
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
    target = `http://127.0.0.1:${(node.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    executed = []
  })
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.stop()
  })
  after(() => {
    node.closeAllConnections()
    node.close()
  })

  const open = async (faults: readonly Fault[], perMille = 1_000, seed = 1) => {
    const proxy = new FaultProxy({ target, seed, perMille, faults, hangMs: 200 })
    proxies.push(proxy)
    return { proxy, url: await proxy.start() }
  }

  const ask = async (url: string, method = 'eth_sendRawTransaction'): Promise<string> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] })
    const answer = await fetch(url, { method: 'POST', body }).catch(() => undefined)
    const text = await answer?.text().catch(() => undefined)
    return text === undefined ? 'cut' : `${answer?.status} ${text}`
  }

  const RESULT = '200 {"jsonrpc":"2.0","id":1,"result":"0x9"}'

  const CASES: { fault: Fault; answer: string; executions: number[]; method?: string }[] = [
    { fault: 'lost', answer: 'cut', executions: [1] },
    { fault: 'error', answer: '502 <h1>Bad Gateway</h1>', executions: [0, 1] },
    { fault: 'busy', answer: '429 {"error":"too many requests"}', executions: [0] },
    { fault: 'hang', answer: 'cut', executions: [0, 1] },
    { fault: 'reset', answer: 'cut', executions: [0] },
    { fault: 'half', answer: 'cut', executions: [1] },
    { fault: 'twice', answer: RESULT, executions: [2] },
    { fault: 'stale', answer: RESULT.replace('0x9', '0x[678]'), executions: [1], method: 'eth_getTransactionCount' },
    { fault: 'stale', answer: RESULT.replace('"0x9"', 'null'), executions: [1], method: 'eth_getTransactionReceipt' },
  ]
  for (const { fault, answer, executions, method } of CASES) {
    it(`brings "${fault}" to ${method ?? 'a transaction'}`, async () => {
      const { proxy, url } = await open([fault])
      assert.match(await ask(url, method), new RegExp(`^${answer.replace(/[{}]/g, '\\$&')}$`))
      await sleep(20)
      assert.ok(executions.includes(executed.length), `${executed.length} executions`)
      assert.equal(proxy.counts[fault], 1)
    })
  }

  it('brings the same faults for the same seed, about as many as asked for', async () => {
    const run = async (seed: number) => {
      const { proxy, url } = await open(
        FAULTS.filter((fault) => fault !== 'hang'),
        200,
        seed,
      )
      for (let i = 0; i < 200; i += 1) await ask(url)
      return { ...proxy.counts }
    }
    const first = await run(7)
    assert.deepEqual(await run(7), first)
    assert.notDeepEqual(await run(8), first)
    const sum = Object.values(first).reduce((total, count) => total + count, 0)
    assert.ok(sum > 20 && sum < 60, `${sum} of 200`)
  })

  it('answers nobody while it is down', async () => {
    const { proxy, url } = await open([], 0)
    assert.equal(await ask(url), RESULT)
    proxy.down = true
    assert.equal(await ask(url), 'cut')
    proxy.down = false
    assert.equal(await ask(url), RESULT)
    assert.equal(executed.length, 2)
  })
})

describe('a minter that signs anew whenever it hears of no success', function () {
  this.timeout(60_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  it('mints more than it was told to behind the proxy: the faults are worth the name', async () => {
    const brandId = await newBrand(fixture, 'naive-cafe')
    const proxy = new FaultProxy({ target: fixture.network.rpcUrl, seed: 3, perMille: 200, faults: ['lost'] })
    const account = privateKeyToAccount(await loadKey(fixture.network.home, 'naive-cafe-minter'))
    const straight = await connect(fixture.network)
    const client = { ...withAccount(straight, account), ...(await behind(proxy, account)) }
    const BATCHES = 15
    for (let number = 0; number < BATCHES; number += 1) {
      const credits = [{ member: memberAddress(1, number) as `0x${string}`, points: 100n }]
      await again(async () => {
        const { lastSequence } = await getBrand(client, { brandId })
        const batch = { brandId, sequence: lastSequence + 1n, credits, returnWindow: 0 }
        await sendCall(client, await mintBatch(client, { ...batch, purchasesRoot: `0x${'00'.repeat(32)}` }))
      })
    }
    const { supply } = await getBrand(straight, { brandId })
    await proxy.stop()
    assert.ok(supply > BigInt(BATCHES) * 100n, `${supply} minted, ${BATCHES * 100} meant`)
  })

  const behind = async (proxy: FaultProxy, account: ReturnType<typeof privateKeyToAccount>) => {
    const rpcUrl = await proxy.start()
    return again(async () => withAccount(await connect({ rpcUrl, hub: fixture.network.hub }), account))
  }

  const again = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (let tries = 0; tries < 50; tries += 1) {
      const done = await work().then(
        (result) => ({ result }),
        () => undefined,
      )
      if (done) return done.result
    }
    throw new Error('It never worked.')
  }
})

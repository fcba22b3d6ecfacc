import { strict as assert } from 'node:assert'
import type { PrivateKeyAccount } from 'viem/accounts'
import { waitForTransactionReceipt, writeContract } from 'viem/actions'
import { cancelNonces } from '../../../chain/actions/cancelNonces.ts'
import { executeIntents } from '../../../chain/actions/executeIntents.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { transferPoints } from '../../../chain/actions/transferPoints.ts'
import { withAccount } from '../../../chain/client.ts'
import { failedItems } from '../../../chain/intents/intent-fates.ts'
import { gasOfBatch, gasOfIntent } from '../../../chain/intents/intent-gas.ts'
import { type Intent, toIntent } from '../../../chain/intents/intent.ts'
import { sendCall } from '../../../chain/send.ts'
import type { Service } from '../../../service/http/serve.ts'
import {
  type RelayStage,
  balanceOf,
  deploy,
  follow,
  get,
  makeMembers,
  openService,
  post,
  settled,
  sign,
  someone,
  startRelayStage,
  until,
  wire,
} from './relay-stage.ts'

describe('batches of the relay', function () {
  this.timeout(60_000)
  let stage: RelayStage
  let service: Service & { databaseUrl: string }
  before(async () => {
    stage = await startRelayStage()
    service = await openService(stage)
  })
  after(async () => {
    await service.stop()
    await stage.stop()
  })

  const transfer = (member: PrivateKeyAccount, more: object = {}) =>
    sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to: someone(), points: 100n, ...more })
  const send = async (intent: Awaited<ReturnType<typeof transfer>>): Promise<string> => {
    const { status, body } = await post(service.url, '/v1/intents', wire(intent))
    assert.equal(status, 202, JSON.stringify(body))
    return String(body['id'])
  }

  it('carry what arrives together in few transactions', async () => {
    const members = await makeMembers(stage, { count: 60, points: 1_000n })
    const to = someone()
    await stage.node.setAutomine(false)
    const intents = await Promise.all(members.map((member) => transfer(member, { to })))
    const ids = await Promise.all(intents.map(send))
    await stage.node.setAutomine(true)
    const fates = await Promise.all(ids.map((id) => settled(service.url, id)))
    assert.ok(fates.every(({ status }) => status === 'done'))
    const transactions = new Set(fates.map(({ transaction }) => transaction))
    assert.ok(transactions.size <= 12, `${transactions.size} transactions`)
    assert.equal(await balanceOf(stage, stage.brands.first, to), 6_000n)
  })

  it('carry what a member does next while the first is still under way', async () => {
    const [member] = await makeMembers(stage, { count: 1, points: 1_000n })
    assert.ok(member)
    const swapped = stage.brands
    await stage.node.setAutomine(false)
    try {
      const swap = { fromBrandId: swapped.first, toBrandId: swapped.second, points: 1_000n, minPointsOut: 1n }
      const first = await send(await sign(stage, { member, verb: 'Swap', ...swap }))
      await until(async () => (await get(service.url, `/v1/intents/${first}`)).body['status'] === 'sent')
      // Points that are there only once the swap is done.
      const to = someone()
      const second = await send(await transfer(member, { brandId: swapped.second, to, nonce: 1n, points: 500n }))
      await stage.node.setAutomine(true)
      await stage.node.mine({ blocks: 1 })
      for (const id of [first, second]) assert.equal((await settled(service.url, id)).status, 'done')
      assert.equal(await balanceOf(stage, swapped.second, to), 500n)
    } finally {
      await stage.node.setAutomine(true)
    }
  })

  it('leave out what somebody else carried meanwhile, and say that it is done', async () => {
    const [member, stranger] = await makeMembers(stage, { count: 2 })
    assert.ok(member && stranger)
    await giveDevGasMoney(stage.client, { account: stranger.address, wei: 10n ** 18n })
    await service.worker.stop()
    const intent = await transfer(member)
    const id = await send(intent)
    await sendCall(withAccount(stage.client, stranger), executeIntents(stage.client, { intents: [intent] }))
    const rival = await openService(stage, { databaseUrl: service.databaseUrl })
    try {
      const { status, transaction } = await settled(rival.url, id)
      assert.equal(status, 'done')
      assert.ok(transaction)
    } finally {
      await rival.stop()
      await service.stop()
      service = await openService(stage)
    }
  })

  it('know after the deadline what somebody else carried before it', async () => {
    const [member, stranger] = await makeMembers(stage, { count: 2 })
    assert.ok(member && stranger)
    await giveDevGasMoney(stage.client, { account: stranger.address, wei: 10n ** 18n })
    await service.worker.stop()
    const intent = await transfer(member)
    const id = await send(intent)
    await sendCall(withAccount(stage.client, stranger), executeIntents(stage.client, { intents: [intent] }))
    await stage.network.travel(400)
    const rival = await openService(stage, { databaseUrl: service.databaseUrl })
    try {
      const { status, transaction, problem } = await settled(rival.url, id)
      assert.deepEqual([status, problem], ['done', undefined])
      assert.ok(transaction)
    } finally {
      await rival.stop()
      await service.stop()
      service = await openService(stage)
    }
  })

  it('fail what is cancelled, and what is over by chain time, and not before', async () => {
    const [member, other] = await makeMembers(stage, { count: 2, points: 1_000n })
    assert.ok(member && other)
    await service.worker.stop()
    const ids = [
      await send(await transfer(member, { nonce: 3n })),
      await send(await transfer(other, { points: 1_000n })),
    ]
    for (const { address } of [member, other])
      await giveDevGasMoney(stage.client, { account: address, wei: 10n ** 18n })
    const as = (who: PrivateKeyAccount) => withAccount(stage.client, who)
    await sendCall(as(member), cancelNonces(stage.client, { newBase: 10n }))
    const away = { brandId: stage.brands.first, to: someone(), points: 1_000n }
    await sendCall(as(other), await transferPoints(stage.client, away))
    const next = await openService(stage, { databaseUrl: service.databaseUrl })
    try {
      const [cancelled = '', spoilt = ''] = ids
      const fate = await settled(next.url, cancelled)
      assert.deepEqual([fate.status, fate.problem?.code], ['failed', 'NonceUnusable'])
      const told = async () => (await get(next.url, `/v1/intents/${spoilt}`)).body
      await until(async () => (await told())['problem'] !== undefined)
      assert.equal((await told())['status'], 'queued')
      await stage.network.travel(130)
      const late = await settled(next.url, spoilt)
      assert.deepEqual([late.status, late.problem?.code], ['failed', 'ERC20InsufficientBalance'])
    } finally {
      await next.stop()
      await service.stop()
      service = await openService(stage)
    }
  })

  it('have gas for the worst their items can do', async () => {
    const eater = await deploy(stage, 'contracts/mocks/GasEaterAccount.sol/GasEaterAccount')
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    const to = someone()
    const good = await transfer(member, { to })
    const message = { member: eater, brandId: stage.brands.first, to, points: 1n, nonce: 0n, deadline: 10n ** 12n }
    const greedy = toIntent({ verb: 'Transfer', message }, '0x1234')
    const intents = [greedy, greedy, greedy, good]
    const gasOf = (intent: Intent) => gasOfIntent(intent, { signedBy: intent === good ? 'key' : 'contract' })
    const gas = gasOfBatch(intents.map((intent) => ({ ...intent, gas: gasOf(intent) })))
    const [sender] = await makeMembers(stage, { count: 1 })
    assert.ok(sender)
    await giveDevGasMoney(stage.client, { account: sender.address, wei: 10n ** 19n })
    const call = executeIntents(stage.client, { intents })
    const hash = await writeContract(withAccount(stage.client, sender), { ...call, gas } as never)
    const receipt = await waitForTransactionReceipt(stage.client, { hash })
    assert.equal(receipt.status, 'success')
    assert.deepEqual([...failedItems(receipt.logs, stage.network.hub).keys()], [0, 1, 2])
    assert.ok(receipt.gasUsed > 1_800_000n)
    assert.equal(await balanceOf(stage, stage.brands.first, to), 100n)
  })

  it('are told to whoever comes back from where they left', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    const id = await send(await transfer(member))
    const steps = await follow(service.url, id)
    const last = steps.at(-1)
    assert.deepEqual(await follow(service.url, id), [last])
    assert.deepEqual(await follow(service.url, id, String(last?.version)), [last])
  })
})

import { strict as assert } from 'node:assert'
import type { PrivateKeyAccount } from 'viem/accounts'
import { getBlockNumber } from 'viem/actions'
import type { Intent } from '../../../chain/intents/intent.ts'
import {
  type Child,
  type RelayStage,
  balanceOf,
  get,
  makeMembers,
  openService,
  post,
  settled,
  sign,
  someone,
  spawnService,
  startRelayStage,
  until,
  wire,
} from './relay-stage.ts'

const KILLS = Number(process.env['POINTS_KILLS'] ?? 2)

describe('the relay when things break', function () {
  this.timeout(120_000)
  let stage: RelayStage
  before(async () => {
    stage = await startRelayStage()
  })
  after(() => stage.stop())

  const transfers = (members: readonly PrivateKeyAccount[], to: `0x${string}`): Promise<Intent[]> =>
    Promise.all(
      members.map((member) => sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to, points: 100n })),
    )

  /** Sends until it is taken, whatever is broken meanwhile. */
  const insist = async (urlOf: () => string, intent: Intent): Promise<string> => {
    for (let tries = 0; tries < 1_200; tries++) {
      const answer = await post(urlOf(), '/v1/intents', wire(intent)).catch(() => undefined)
      if (answer?.status === 202) return String(answer.body['id'])
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('The intent was not taken within a minute.')
  }

  it(`carries every intent exactly once over ${KILLS} kills`, async () => {
    const databaseUrl = await stage.cluster.create()
    const members = await makeMembers(stage, { count: 30, points: 1_000n })
    const to = someone()
    const intents = await transfers(members, to)
    await stage.node.setAutomine(false)
    await stage.node.setIntervalMining({ interval: 1 })
    let child: Child = await spawnService(stage, { databaseUrl })
    try {
      const sending = Promise.all(
        intents.map(async (intent, i) => {
          await new Promise((resolve) => setTimeout(resolve, i * 100))
          return insist(() => child.url, intent)
        }),
      )
      for (let kill = 0; kill < KILLS; kill++) {
        await new Promise((resolve) => setTimeout(resolve, 300 + 350 * kill))
        await child.kill('SIGKILL')
        child = await spawnService(stage, { databaseUrl })
      }
      const ids = await sending
      const fates = await Promise.all(ids.map((id) => settled(child.url, id)))
      assert.deepEqual(new Set(fates.map(({ status }) => status)), new Set(['done']))
      assert.equal(new Set(ids).size, members.length)
      assert.equal(await balanceOf(stage, stage.brands.first, to), 100n * BigInt(members.length))
    } finally {
      await child.kill('SIGTERM')
      await stage.node.setIntervalMining({ interval: 0 })
      await stage.node.setAutomine(true)
    }
  })

  it('carries an intent once, wherever the submitter breaks off', async () => {
    let broken: string | undefined
    const points = new Set(['before-signing', 'signed', 'before-send', 'sent', 'before-booking', 'booked'])
    const service = await openService(stage, {
      checkpoint: (point) => {
        if (broken !== undefined || !points.delete(point)) return
        broken = point
        throw new Error(`broken off at ${point}`)
      },
    })
    try {
      const members = await makeMembers(stage, { count: 6, points: 1_000n })
      const to = someone()
      for (const intent of await transfers(members, to)) {
        const { body } = await post(service.url, '/v1/intents', wire(intent))
        assert.equal((await settled(service.url, String(body['id']))).status, 'done')
        broken = undefined
      }
      assert.equal(points.size, 0)
      assert.equal(await balanceOf(stage, stage.brands.first, to), 600n)
    } finally {
      await service.stop()
    }
  })

  it('has one replica submit, and another take over when it ends', async () => {
    const one = await openService(stage)
    const two = await openService(stage, { databaseUrl: one.databaseUrl })
    try {
      await until(async () => one.worker.leading || two.worker.leading)
      const members = await makeMembers(stage, { count: 12, points: 1_000n })
      const to = someone()
      const [early, late] = [await transfers(members.slice(0, 6), to), await transfers(members.slice(6), to)]
      const taken = await Promise.all(early.map((intent, i) => insist(() => (i % 2 ? one : two).url, intent)))
      for (const id of taken) assert.equal((await settled(two.url, id)).status, 'done')
      assert.notEqual(one.worker.leading, two.worker.leading)
      const [leader, other] = one.worker.leading ? [one, two] : [two, one]
      await leader.worker.stop()
      for (const intent of late) {
        assert.equal((await settled(leader.url, await insist(() => leader.url, intent))).status, 'done')
      }
      assert.equal(other.worker.leading, true)
      assert.equal(await balanceOf(stage, stage.brands.first, to), 1_200n)
    } finally {
      await Promise.all([one.stop(), two.stop()])
    }
  })

  it('offers more for a batch that became too cheap, at the same nonce', async () => {
    const service = await openService(stage)
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    await stage.node.setAutomine(false)
    try {
      const to = someone()
      const intent = await sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to, points: 100n })
      const { body } = await post(service.url, '/v1/intents', wire(intent))
      await until(async () => (await get(service.url, `/v1/intents/${String(body['id'])}`)).body['status'] === 'sent')
      await stage.node.setNextBlockBaseFeePerGas({ baseFeePerGas: 10n ** 12n })
      await stage.node.mine({ blocks: 1 })
      await stage.node.setNextBlockBaseFeePerGas({ baseFeePerGas: 10n ** 12n })
      await stage.node.setIntervalMining({ interval: 1 })
      assert.equal((await settled(service.url, String(body['id']))).status, 'done')
      const attempts = await service.relay.database`select nonce, status from transactions order by attempt`
      assert.ok(attempts.length >= 2)
      assert.equal(new Set(attempts.map(({ nonce }) => nonce as bigint)).size, 1)
      assert.equal(attempts.filter(({ status }) => status === 'confirmed').length, 1)
      assert.equal(await balanceOf(stage, stage.brands.first, to), 100n)
    } finally {
      await stage.node.setIntervalMining({ interval: 0 })
      await stage.node.setNextBlockBaseFeePerGas({ baseFeePerGas: 10n ** 9n })
      await stage.node.setAutomine(true)
      await stage.node.mine({ blocks: 1 })
      await service.stop()
    }
  })

  it('sends again what a reorganisation removed', async () => {
    const service = await openService(stage)
    try {
      const [member] = await makeMembers(stage, { count: 1 })
      assert.ok(member)
      const to = someone()
      const intent = await sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to, points: 100n })
      const { body } = await post(service.url, '/v1/intents', wire(intent))
      const id = String(body['id'])
      const done = await settled(service.url, id)
      const head = await getBlockNumber(stage.client, { cacheTime: 0 })
      await stage.node.setAutomine(false)
      await stage.node.request({
        method: 'anvil_rollback',
        params: [Number(head - BigInt(done.block ?? 0)) + 1],
      } as never)
      await stage.node.mine({ blocks: 2 })
      assert.equal(await balanceOf(stage, stage.brands.first, to), 0n)
      await until(async () => (await get(service.url, `/v1/intents/${id}`)).body['status'] === 'sent')
      await stage.node.setAutomine(true)
      await stage.node.mine({ blocks: 1 })
      const again = await settled(service.url, id)
      assert.equal(again.status, 'done')
      assert.equal(again.transaction, done.transaction)
      assert.equal(await balanceOf(stage, stage.brands.first, to), 100n)
    } finally {
      await stage.node.setAutomine(true)
      await service.stop()
    }
  })
})

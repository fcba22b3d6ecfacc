import { strict as assert } from 'node:assert'
import { getNonces } from '../../../chain/actions/getNonces.ts'
import type { Service } from '../../../service/http/serve.ts'
import {
  type RelayStage,
  balanceOf,
  follow,
  get,
  makeMembers,
  openService,
  post,
  settled,
  sign,
  someone,
  startRelayStage,
  wire,
} from './relay-stage.ts'

describe('the relay', function () {
  this.timeout(60_000)
  let stage: RelayStage
  let service: Service & { logged: string[] }
  before(async () => {
    stage = await startRelayStage()
    service = await openService(stage)
  })
  after(async () => {
    await service.stop()
    await stage.stop()
  })

  it('carries a signed intent into a block and tells each step', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    const to = someone()
    const intent = await sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to, points: 12_345n })
    const { status, body, headers } = await post(service.url, '/v1/intents', wire(intent))
    assert.equal(status, 202, JSON.stringify(body))
    assert.equal(headers.get('location'), `/v1/intents/${String(body['id'])}`)
    const steps = await follow(service.url, String(body['id']))
    assert.equal(steps.at(-1)?.status, 'done')
    assert.ok(steps.at(-1)?.transaction)
    assert.ok(steps.at(-1)?.block)
    assert.equal(await balanceOf(stage, stage.brands.first, to), 12_345n)
    const versions = steps.map(({ version }) => version)
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    )
  })

  it('gives the same id for the same intent, and carries it once', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    const to = someone()
    const intent = await sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to, points: 500n })
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(service.url, '/v1/intents', wire(intent))))
    const ids = new Set(answers.map(({ body }) => body['id']))
    assert.equal(ids.size, 1, JSON.stringify(answers.map(({ body }) => body)))
    await settled(service.url, String([...ids][0]))
    const again = await post(service.url, '/v1/intents', wire(intent))
    assert.equal(again.body['status'], 'done')
    assert.equal(await balanceOf(stage, stage.brands.first, to), 500n)
    assert.equal((await getNonces(stage.client, { member: member.address })).next, 1n)
  })

  it('lists what a member asked for', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    assert.ok(member)
    const intent = await sign(stage, { member, verb: 'Lock', unlockDelay: 60 })
    const { body } = await post(service.url, '/v1/intents', wire(intent))
    await settled(service.url, String(body['id']))
    const { body: list } = await get(service.url, `/v1/members/${member.address}/intents`)
    const [only] = list['intents'] as { id: string; verb: string; status: string; nonce: string }[]
    assert.deepEqual([only?.id, only?.verb, only?.nonce, only?.status], [body['id'], 'Lock', '0', 'done'])
  })

  it('logs neither signatures nor addresses', () => {
    const all = service.logged.join('\n')
    assert.ok(all.includes('/v1/intents/:id/events'))
    assert.doesNotMatch(all.replace(/"relayer":"0x[0-9a-fA-F]{40}"/, ''), /0x[0-9a-fA-F]{40}/)
    assert.doesNotMatch(all, /[0-9a-fA-F]{130}/)
  })
})

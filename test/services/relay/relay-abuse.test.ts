import { strict as assert } from 'node:assert'
import { type PrivateKeyAccount, generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { getTransactionCount } from 'viem/actions'
import { transferPoints } from '../../../chain/actions/transferPoints.ts'
import { withAccount } from '../../../chain/client.ts'
import { encodeCall } from '../../../chain/send.ts'
import type { Service } from '../../../service/http/serve.ts'
import {
  type RelayStage,
  balanceOf,
  credit,
  gasMoneyOf,
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

describe('draining the relay', function () {
  this.timeout(60_000)
  let stage: RelayStage
  let service: Service
  let member: PrivateKeyAccount
  before(async () => {
    stage = await startRelayStage()
    service = await openService(stage)
    const [made] = await makeMembers(stage, { count: 1 })
    assert.ok(made)
    member = made
  })
  after(async () => {
    await service.stop()
    await stage.stop()
  })

  const transfer = (more: object = {}) =>
    sign(stage, { member, verb: 'Transfer', brandId: stage.brands.first, to: someone(), points: 100n, ...more })

  /** What it costs the relay, in wei, when nothing is under way afterwards. */
  const costOf = async (work: () => Promise<unknown>): Promise<bigint> => {
    const before = await gasMoneyOf(stage)
    await work()
    return before - (await gasMoneyOf(stage))
  }

  const refusals: [string, () => Promise<unknown>, number, string][] = [
    [
      'a signature of somebody else',
      async () => wire({ ...(await transfer()), signature: (await transfer({ points: 7n })).signature }),
      422,
      'BadSignature',
    ],
    ['half a signature', async () => wire({ ...(await transfer()), signature: '0x1234' }), 422, 'BadSignature'],
    ['a deadline that is over', async () => wire(await transfer({ deadline: 1n })), 422, 'DeadlineOver'],
    ['a deadline too far ahead', async () => wire(await transfer({ deadline: 10n ** 12n })), 422, 'DeadlineTooFar'],
    ['a nonce out of reach', async () => wire(await transfer({ nonce: 1_000n })), 422, 'NonceUnusable'],
    [
      'more points than there are',
      async () => wire(await transfer({ points: 10n ** 9n })),
      422,
      'ERC20InsufficientBalance',
    ],
    ['a brand that does not exist', async () => wire(await transfer({ brandId: 99 })), 422, 'UnknownBrand'],
    [
      'a payload with something behind it',
      async () => wire({ ...(await transfer()), payload: `${(await transfer()).payload}00` }),
      422,
      'BadPayload',
    ],
    ['the payload of another verb', async () => wire({ ...(await transfer()), verb: 0 }), 422, 'BadPayload'],
    ['a verb the hub does not have', async () => ({ intent: { ...(await transfer()), verb: 9 } }), 400, 'BadRequest'],
    ['fields nobody knows', async () => ({ ...wire(await transfer()), gas: '1' }), 400, 'BadRequest'],
    [
      'a member that differs from what was signed',
      async () => ({ intent: { ...(await transfer()), member: someone() } }),
      422,
      'PayloadDiffers',
    ],
    ['no JSON', async () => '{"intent"', 400, 'NotJson'],
    ['a body of 20 kB', async () => JSON.stringify({ intent: 'x'.repeat(20_000) }), 413, 'TooLarge'],
  ]
  for (const [what, body, status, code] of refusals) {
    it(`is not possible by ${what}`, async () => {
      const cost = await costOf(async () => {
        const answer = await post(service.url, '/v1/intents', await body())
        assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body))
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/)
        assert.ok(String(answer.body['detail']).length > 10)
      })
      assert.equal(cost, 0n)
    })
  }

  it('is not possible by fresh accounts that hold less than a point', async () => {
    const poor = Array.from({ length: 5 }, () => privateKeyToAccount(generatePrivateKey()))
    await credit(stage, poor.slice(0, 3), 99n)
    const cost = await costOf(async () => {
      for (const nobody of poor) {
        const intent = await sign(stage, { member: nobody, verb: 'Lock', unlockDelay: 5 })
        const { status, body } = await post(service.url, '/v1/intents', wire(intent))
        assert.deepEqual([status, body['code']], [422, 'TooFewPoints'])
      }
    })
    assert.equal(cost, 0n)
  })

  it('costs one intent, however often it is sent', async () => {
    const intent = await transfer()
    let once = 0n
    const cost = await costOf(async () => {
      const { body } = await post(service.url, '/v1/intents', wire(intent))
      await settled(service.url, String(body['id']))
      once = await gasMoneyOf(stage)
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => post(service.url, '/v1/intents', wire(intent))),
      )
      assert.ok(answers.every((answer) => answer.body['id'] === body['id']))
    })
    assert.ok(cost > 0n)
    assert.equal(await gasMoneyOf(stage), once)
  })

  it('is bounded by the quota of an account', async () => {
    const frugal = await openService(stage, { env: { RELAY_INTENTS_PER_MEMBER_HOUR: '2' } })
    try {
      const codes: unknown[] = []
      for (let nonce = 0n; nonce < 4n; nonce++) {
        const { next } = { next: nonce }
        const [first] = await makeMembersOnce(stage)
        assert.ok(first)
        const to = someone()
        const intent = await sign(stage, {
          member: first,
          verb: 'Transfer',
          nonce: next,
          brandId: stage.brands.first,
          to,
          points: 5n,
        })
        const { status, body, headers } = await post(frugal.url, '/v1/intents', wire(intent))
        codes.push(status === 202 ? 'taken' : body['code'])
        if (status === 429) assert.ok(Number(headers.get('retry-after')) > 0)
        if (status === 202) await settled(frugal.url, String(body['id']))
      }
      assert.deepEqual(codes, ['taken', 'taken', 'QuotaUsedUp', 'QuotaUsedUp'])
    } finally {
      await frugal.stop()
    }
  })

  it('is bounded by the quota of a connection, which a client cannot invent', async () => {
    const frugal = await openService(stage, { env: { RELAY_REQUESTS_PER_ORIGIN_MINUTE: '3' } })
    try {
      const from = (address: string) => ({
        'x-forwarded-for': `203.0.113.${Math.floor(Math.random() * 255)}, ${address}`,
      })
      const statuses: number[] = []
      for (let i = 0; i < 5; i++) {
        statuses.push((await post(frugal.url, '/v1/intents', {}, from('198.51.100.7'))).status)
      }
      assert.deepEqual(statuses, [400, 400, 400, 429, 429])
      assert.equal((await post(frugal.url, '/v1/intents', {}, from('198.51.100.8'))).status, 400)
      const household = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2::3', '2001:db8:1:2::4']
      const last = []
      for (const address of household) last.push((await post(frugal.url, '/v1/intents', {}, from(address))).status)
      assert.deepEqual(last, [400, 400, 400, 429])
    } finally {
      await frugal.stop()
    }
  })

  it('does not slow down reading for others, since a connection may ask and watch only so much', async () => {
    const env = { RELAY_READS_PER_ORIGIN_MINUTE: '4', RELAY_STREAMS_PER_ORIGIN: '1' }
    const frugal = await openService(stage, { env })
    const ending = new AbortController()
    try {
      const unheard = await transfer({ nonce: 60n })
      const { body } = await post(frugal.url, '/v1/intents', wire(unheard))
      const ask = (path: string, address: string) =>
        fetch(frugal.url + path, { headers: { 'x-forwarded-for': address }, signal: ending.signal })
      const paths = ['/v1/relay', `/v1/intents/${String(body['id'])}`, `/v1/members/${member.address}/intents`]
      const statuses: number[] = []
      for (const path of [...paths, '/v1/relay', ...paths]) statuses.push((await ask(path, '198.51.100.7')).status)
      assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429, 429])
      assert.equal((await ask('/v1/relay', '198.51.100.8')).status, 200)
    } finally {
      ending.abort()
      await frugal.stop()
    }
  })

  it('ends where the day is used up or the key runs dry', async () => {
    for (const [env, code] of [
      [{ RELAY_ETHER_PER_DAY: '0' }, 'RelayDayUsedUp'],
      [{ RELAY_LEAST_ETHER: '1000000' }, 'RelayOutOfGasMoney'],
    ] as const) {
      const dry = await openService(stage, { env })
      try {
        const { status, body } = await post(dry.url, '/v1/intents', wire(await transfer()))
        assert.deepEqual([status, body['code']], [503, code])
        assert.equal((await get(dry.url, '/v1/relay')).body['takes'], false)
      } finally {
        await dry.stop()
      }
    }
  })

  it('by intents that pass every check and fail in the block is paid for three times, then the account must wait', async () => {
    const [spoiler] = await makeMembers(stage, { count: 1, points: 1_000n })
    assert.ok(spoiler)
    await stage.node.setBalance({ address: spoiler.address, value: 10n ** 18n })
    await stage.node.setAutomine(false)
    try {
      const cost = await costOf(async () => {
        for (let round = 0; round < 3; round++) await spoil(spoiler, round)
      })
      assert.ok(cost > 0n)
      // Three items that did nothing, at the price of this chain.
      assert.ok(cost < 3n * 200_000n * 10n ** 10n, `${cost}`)
      await creditNow(spoiler, 500n)
      const intent = await sign(stage, { member: spoiler, verb: 'Lock', unlockDelay: 5 })
      const { status, body } = await post(service.url, '/v1/intents', wire(intent))
      assert.deepEqual([status, body['code']], [429, 'TooManyFailures'])
    } finally {
      await stage.node.setAutomine(true)
    }
  })

  /** Lets the relay sign a transfer, and takes the points away in the same block, before it. */
  const spoil = async (spoiler: PrivateKeyAccount, round: number): Promise<void> => {
    // Less each time, so that what failed before cannot be carried now.
    const points = 1_000n - 100n * BigInt(round)
    if (round > 0) await creditNow(spoiler, points)
    const to = someone()
    const intent = await sign(stage, {
      member: spoiler,
      verb: 'Transfer',
      brandId: stage.brands.first,
      to,
      points,
      nonce: BigInt(round),
    })
    const { status, body } = await post(service.url, '/v1/intents', wire(intent))
    assert.equal(status, 202, JSON.stringify(body))
    const id = String(body['id'])
    await until(async () => (await get(service.url, `/v1/intents/${id}`)).body['status'] === 'sent')
    const waiting = () => getTransactionCount(stage.client, { address: stage.relayer, blockTag: 'pending' })
    const mined = await getTransactionCount(stage.client, { address: stage.relayer })
    await until(async () => (await waiting()) > mined)
    const call = await transferPoints(withAccount(stage.client, spoiler), {
      brandId: stage.brands.first,
      to: someone(),
      points,
    })
    const signed = await spoiler.signTransaction({
      ...{ type: 'eip1559', chainId: 31_337, nonce: round, to: call.address, data: encodeCall(call), gas: 300_000n },
      ...{ maxFeePerGas: 10n ** 12n, maxPriorityFeePerGas: 10n ** 11n },
    })
    await stage.node.request({ method: 'eth_sendRawTransaction', params: [signed] } as never)
    await stage.node.mine({ blocks: 1 })
    await until(async () => (await get(service.url, `/v1/intents/${id}`)).body['problem'] !== undefined)
    const { body: after } = await get(service.url, `/v1/intents/${id}`)
    assert.deepEqual(
      [after['status'], (after['problem'] as { code: string }).code],
      ['queued', 'ERC20InsufficientBalance'],
    )
    assert.equal(await balanceOf(stage, stage.brands.first, to), 0n)
  }

  const creditNow = async (who: PrivateKeyAccount, points: bigint): Promise<void> => {
    await stage.node.setAutomine(true)
    await credit(stage, [who], points)
    await stage.node.setAutomine(false)
  }
})

let known: PrivateKeyAccount[] | undefined
async function makeMembersOnce(stage: RelayStage): Promise<PrivateKeyAccount[]> {
  known ??= await makeMembers(stage, { count: 1 })
  return known
}

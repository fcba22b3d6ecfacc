import { expect } from 'chai'
import type { Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { executeIntents } from '../../chain/actions/executeIntents.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { getLots } from '../../chain/actions/getLots.ts'
import { getNonces } from '../../chain/actions/getNonces.ts'
import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { type WriteClient, connect, withAccount } from '../../chain/client.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { fromRevertData } from '../../chain/errors/as-chain-error.ts'
import type { Intent, IntentMessages } from '../../chain/intents/intent.ts'
import { signIntent } from '../../chain/intents/sign-intent.ts'
import { VERBS, type Verb } from '../../chain/intents/typed-data.ts'
import { sendCall } from '../../chain/send.ts'
import { loadKey } from '../../service/keys/stored-keys.ts'
import { type CliNetwork, startCliNetwork } from './cli-network.ts'

const ORDER: Hex = `0x${'17'.repeat(32)}`

describe('signed intents', function () {
  this.timeout(60_000)
  let net: CliNetwork
  let relay: WriteClient
  let ann: PrivateKeyAccount

  before('two brands, a cause and a member without gas money', async () => {
    net = await startCliNetwork()
    await net.json('member', 'new', 'ann', '--no-gas')
    ann = privateKeyToAccount(await loadKey(net.home, 'ann'))
    for (const [code, rate] of [
      ['cafe', '0.1'],
      ['air', '0.02'],
    ] as const) {
      await net.json('network', 'admit', code, 'operator', '--as', 'operator')
      await net.json('brand', 'create', code, '--name', code, '--rate', rate, '--as', 'operator')
      await net.json('brand', 'fund', code, '100', '--mint-dev', '--as', 'operator')
    }
    await net.json('cause', 'add', 'River', '--registration', '1', '--payout', 'operator', '--as', 'operator')
    await net.json(
      'brand',
      'roles',
      'cafe',
      'operator',
      '--set',
      'owner,minter,rate-setter,treasurer',
      '--as',
      'operator',
    )
    await net.json('brand', 'quota', 'cafe', 'operator', '--mint', '1000', '--as', 'operator')
    await net.mint('operator', 1, [{ member: ann.address, points: 10_000n }])
    relay = withAccount(await connect(net), privateKeyToAccount(await loadKey(net.home, 'operator')))
  })

  after(() => net.stop())

  async function sign<verb extends Verb>(
    verb: verb,
    message: Omit<IntentMessages[verb], 'member' | 'deadline'>,
  ): Promise<Intent> {
    const whole = { member: ann.address, deadline: 2n ** 40n, ...message } as unknown as IntentMessages[verb]
    return signIntent(ann, { domain: await getDomain(relay), verb, message: whole })
  }

  it('carry every verb of a member, in one transaction that somebody else pays', async () => {
    const intents = await Promise.all([
      sign('Swap', { fromBrandId: 1, toBrandId: 2, points: 1_000n, minPointsOut: 1n, nonce: 0n }),
      sign('Donate', { brandId: 1, causeId: 1, points: 500n, minValue: 1n, nonce: 1n }),
      sign('Pay', {
        brandId: 1,
        orderReference: ORDER,
        legs: [
          { brandId: 2, points: 100n },
          { brandId: 1, points: 100n },
        ],
        minValue: 1n,
        nonce: 2n,
      }),
      sign('Redeem', { brandId: 1, points: 100n, orderReference: ORDER, nonce: 3n }),
      sign('Transfer', { brandId: 1, to: relay.account.address, points: 100n, nonce: 4n }),
      sign('Lock', { unlockDelay: 60, nonce: 5n }),
      sign('Unlock', { nonce: 6n }),
      sign('CancelNonces', { newBase: 20n, nonce: 7n }),
    ])
    const receipt = await sendCall(relay, executeIntents(relay, { intents }))
    const failed = hubEventsOf([receipt], 'IntentFailed').map(({ args }) => fromRevertData(args.reason).message)
    expect(failed).to.deep.equal([])
    const executed = hubEventsOf([receipt], 'IntentExecuted').map(({ args }) => VERBS[args.verb])
    expect(executed).to.deep.equal(VERBS.slice(0, 8))
    const nonces = await getNonces(relay, { member: ann.address })
    expect(nonces.next).to.equal(20n)
  })

  it('leave the balance they should', async () => {
    const clock = await getEpochClock(relay)
    const lots = await getLots(relay, { brandId: 1, member: ann.address, clock, neverExpires: false })
    expect(lots.map(({ points }) => points)).to.deep.equal([10_000n - 1_000n - 500n - 100n - 100n - 100n])
  })

  it('tell a reason where they fail, and stop no other', async () => {
    const used = await sign('Transfer', { brandId: 1, to: relay.account.address, points: 1n, nonce: 4n })
    const receipt = await sendCall(relay, executeIntents(relay, { intents: [used] }))
    const [failed] = hubEventsOf([receipt], 'IntentFailed')
    expect(fromRevertData(failed?.args.reason ?? '0x').code).to.equal('NonceUnusable')
  })
})

import { strict as assert } from 'node:assert'
import { createServer } from 'node:net'
import { type Hex, getAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getDomain } from '../../../chain/actions/getDomain.ts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { toIntent } from '../../../chain/intents/intent.ts'
import { readNetwork } from '../../../chain/network.ts'
import { claimLink } from '../../../scripts/up/claim-link.ts'
import { servicePart } from '../../../scripts/up/service-part.ts'
import { memberClaim } from '../../../service/keys/claim-keys.ts'
import { claimSeedName, loadOrCreateSeed } from '../../../service/keys/stored-keys.ts'
import { type RelayStage, balanceOf, credit, post, settled, someone, startRelayStage, wire } from './relay-stage.ts'

describe('the service of npm start', function () {
  this.timeout(60_000)
  let stage: RelayStage
  before(async () => {
    stage = await startRelayStage()
  })
  after(() => stage.stop())

  it('answers again after it was killed, and ends when it is asked to', async () => {
    const part = await startPart()
    assert.match(await part.check(), /^gas money good/)
    await part.kept?.first.stop('SIGKILL', 1_000)
    await assert.rejects(part.check())
    const again = await part.kept?.again()
    assert.match(await part.check(), /^gas money good/)
    await again?.stop('SIGTERM', 10_000)
    assert.equal(await again?.ended, 'ended with code 0')
  })

  it('carries what the printed claim link holds, after which there is none', async () => {
    const { home } = stage.network
    const brandId = stage.brands.first
    const seed = await loadOrCreateSeed(home, claimSeedName('tea-house'))
    await loadOrCreateSeed(home, claimSeedName('book-shop'))
    await credit(stage, [{ address: getAddress(memberClaim(seed, brandId, 'mira').claimAddress) }], 500n)
    const link = await linkOf()
    assert.match(link ?? '', new RegExp(`^http://localhost:3000/claim#${brandId}\\.[0-9a-f]{64}$`))
    const claimKey = privateKeyToAccount(`0x${link?.split('.').at(-1) ?? ''}`)
    const to = someone()
    const signature: Hex = await signClaim(claimKey, { domain: await getDomain(stage.client), brandId, to })
    const part = await startPart()
    try {
      const message = { brandId, claimKey: claimKey.address, to }
      const { body } = await post(part.url, '/v1/intents', wire(toIntent({ verb: 'Claim', message }, signature)))
      assert.equal((await settled(part.url, String(body['id']))).status, 'done')
    } finally {
      await part.kept?.first.stop('SIGTERM', 10_000)
    }
    assert.equal(await balanceOf(stage, brandId, to), 500n)
    assert.equal(await linkOf(), undefined)
  })

  const startPart = async () => {
    const network = await networkOf()
    const databaseUrl = await stage.cluster.create()
    return servicePart({ home: stage.network.home, port: await freePort(), network: { ...network, databaseUrl } })
  }
  const networkOf = async () => {
    const network = await readNetwork(stage.network.home)
    if (!network) throw new Error('There is no network.')
    return network
  }
  const linkOf = async () => {
    const brands = [
      { id: stage.brands.first, code: 'tea-house', token: someone() },
      { id: stage.brands.second, code: 'book-shop', token: someone() },
    ]
    const network = { ...(await networkOf()), brands, portalUrl: 'http://localhost:3000' }
    return claimLink({ home: stage.network.home, network, externalId: 'mira' })
  }
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

import { mkdtemp, rm } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { zeroAddress, zeroHash } from 'viem'
import { writeNetwork } from '../../../chain/network.ts'
import type { IntentRow } from '../../../service/relay/intent-row.ts'
import { viewOf } from '../../../service/relay/intent-row.ts'
import { openNonces } from '../../../web/server/open-nonces.ts'

const MEMBER = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const row = (changed: Partial<IntentRow>) =>
  viewOf({
    ...{ id: 'i', kind: 'intent', verb: 'Swap', member: MEMBER, nonce: '0', status: 'queued', version: 1 },
    ...{ tx_hash: null, block_number: null, problem_code: null, problem_detail: null, created_at: new Date(0) },
    ...changed,
  } as IntentRow)

describe('the nonces another device has given away', () => {
  let home: string
  let relay: Server
  let answer: { status: number; body: unknown }
  const homeBefore = process.env.POINTS_HOME

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'openpoints-nonces-'))
    process.env.POINTS_HOME = home
    relay = createServer((request, response) => {
      expect(request.url).to.equal(`/v1/members/${MEMBER}/intents`)
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    })
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    const addresses = { hub: zeroAddress, stablecoin: zeroAddress, causeRegistry: zeroAddress }
    await writeNetwork(home, {
      ...{ schema: 1, chainId: 31337, rpcUrl: 'http://127.0.0.1:1', hubBlock: 0, contractsHash: zeroHash, brands: [] },
      ...{ ...addresses, accountFactory: null, rewardBook: null, databaseUrl: 'postgres://none' },
      ...{ portalUrl: null, indexerUrl: null },
      serviceUrl: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    })
  })
  afterEach(async () => {
    if (homeBefore === undefined) delete process.env.POINTS_HOME
    else process.env.POINTS_HOME = homeBefore
    await new Promise((resolve) => relay.close(resolve))
    await rm(home, { recursive: true, force: true })
  })

  it('are those the relay still carries, as it shows them', async () => {
    const intents = [
      row({ nonce: '4' }),
      row({ nonce: '6', status: 'sent' }),
      row({ nonce: '3', status: 'done' }),
      row({ nonce: '5', status: 'failed' }),
      row({ nonce: null, verb: 'Claim' }),
      row({ nonce: '9', kind: 'operation' }),
    ]
    answer = { status: 200, body: { intents } }
    expect(await openNonces(MEMBER)).to.deep.equal(['4', '6'])
  })

  it('are unknown while the relay is away, which stops nobody', async () => {
    answer = { status: 503, body: {} }
    expect(await openNonces(MEMBER)).to.deep.equal([])
  })
})

import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { type Hex, concatHex, keccak256, padHex, parseAbi, toEventSelector } from 'viem'
import {
  causeRegistryAbi,
  clearingHubAbi,
  memberAccountFactoryAbi,
  pointsTokenAbi,
} from '../../../chain/generated/abis.ts'
import { rpc } from '../../../scripts/up/rpc.ts'
import { type Chain, startChain } from '../audit/chain.ts'
import { ALBA, makeHistory, members } from '../audit/history.ts'
import { makeRandomHistory } from '../audit/random-history.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'
import { auditedBooks } from './audited-books.ts'
import { expectSameBooks } from './compare-books.ts'
import { expectLimits } from './expect-limits.ts'
import { FACTORY, type Indexed, startIndexed } from './indexed.ts'

/** The signing domain is immutable: OpenZeppelin declares this event, the hub never emits it. */
const SILENT = ['ClearingHub:EIP712DomainChanged']
const SEED = process.env['INDEXER_SEED'] ?? 'indexer'
const STEPS = Number(process.env['INDEXER_STEPS'] ?? 60)

/** Waits until the read model has the chain's latest block, then holds it against the audit. */
async function expectAudited(chain: Chain, indexed: Indexed): Promise<void> {
  await indexed.until(await chain.block())
  await expectSameBooks(indexed, await auditedBooks(chain.url, chain.hub), await chain.time())
}

describe('the indexer', function () {
  this.timeout(120_000)

  it('listens to every event of the contracts', async () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'indexer', 'src')
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'))
    const code = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('')
    const contracts = {
      ClearingHub: clearingHubAbi,
      PointsToken: pointsTokenAbi,
      CauseRegistry: causeRegistryAbi,
      MemberAccountFactory: memberAccountFactoryAbi,
    }
    const events = Object.entries(contracts).flatMap(([contract, abi]) =>
      abi.filter(({ type }) => type === 'event').map((item) => `${contract}:${'name' in item ? item.name : ''}`),
    )
    const missing = events.filter((name) => !SILENT.includes(name) && !code.includes(`ponder.on('${name}'`))
    expect(missing).to.deep.equal([])
  })

  describe('beside a chain', () => {
    let cluster: Cluster
    let eventful: Chain
    let random: Chain
    let indexed: Indexed

    before(async () => {
      cluster = await startCluster()
      eventful = await startChain()
      random = await startChain()
      indexed = await startIndexed(eventful, await cluster.create())
    })
    after(async () => {
      await indexed.stop()
      await random.stop()
      await eventful.stop()
      await cluster.stop()
    })

    it('agrees with the audit when everything happened, though killed in the middle', async () => {
      const history = makeHistory(eventful)
      await sleep(1_500)
      await indexed.kill()
      await indexed.start()
      await history
      await expectAudited(eventful, indexed)
    })

    it('tells movements of every kind, in the order of the chain', async () => {
      const rows = await indexed.all('movements', 'id kind')
      const kinds = 'earned swapped donated paid refunded redeemed claimed moved sent received expired reversed'
      expect([...new Set(rows.map(({ kind }) => kind))]).to.have.members(kinds.split(' '))
      const ids = rows.map(({ id }) => String(id))
      expect(ids).to.deep.equal(ids.toSorted())
    })

    it('finds an account by its passkey', async () => {
      const account = '0x00000000000000000000000000000000000a11ce'
      const [x, y] = [keccak256('0x01'), keccak256('0x02')]
      const event = toEventSelector('AccountCreated(address,bytes32,bytes32)')
      const word = (hex: Hex): Hex => concatHex(['0x7f', padHex(hex)])
      // PUSH y, MSTORE at 0; PUSH x, account and the event; LOG3 of 32 bytes from 0.
      const store = concatHex([word(y), '0x600052'])
      const code = concatHex([store, word(x), word(account), word(event), '0x60206000a3'])
      await rpc(eventful.url, 'anvil_setCode', [FACTORY, code])
      await eventful.send(0, FACTORY, parseAbi(['function create()']), 'create', [])
      await indexed.until(await eventful.block())
      const { members: found } = await indexed.ask(
        `{ members(where: { passkeyX: "${x}" }) { items { address passkeyY } } }`,
      )
      expect(found).to.deep.equal({ items: [{ address: account, passkeyY: y }] })
    })

    it('refuses what asks for too much', () => expectLimits(indexed))

    it(`reads another chain in the same place, and agrees after ${STEPS} steps of seed "${SEED}"`, async () => {
      await makeRandomHistory(random, { seed: SEED, steps: STEPS })
      await indexed.moveTo(random)
      await expectAudited(random, indexed)
    })

    it('follows a reorganisation', async () => {
      const [from, to] = await richestOf(random)
      const send = (points: bigint) => random.send(from, random.tokenOf(ALBA), pointsTokenAbi, 'transfer', [to, points])
      const snapshot = await random.snapshot()
      await send(7n)
      await send(5n)
      await expectAudited(random, indexed)
      await random.revert(snapshot)
      await send(3n)
      await eventually(() => expectAudited(random, indexed))
      const page = 'movements(limit: 2, orderBy: "id", orderDirection: "desc") { items { inPoints outPoints } }'
      const { movements } = await indexed.ask(`{ ${page} }`)
      const [received, sent] = [
        { inPoints: '3', outPoints: null },
        { inPoints: null, outPoints: '3' },
      ]
      expect(movements).to.deep.equal({ items: [received, sent] })
    })

    it('ends, and reads the chain anew, where that went back behind what was final', async () => {
      const snapshot = await random.snapshot()
      await rpc(random.url, 'anvil_mine', ['0x78'])
      await indexed.until(await random.block())
      await random.revert(snapshot)
      expect(await indexed.ended()).to.equal('ended with code 1')
      await indexed.start()
      await expectAudited(random, indexed)
    })
  })
})

/** The account number of the member who holds most of ALBA, and the address of another one. */
async function richestOf(chain: Chain): Promise<[number, string]> {
  const addressOf = (index: number) => chain.accounts[index]?.address ?? ''
  const held = await Promise.all(
    members.map((index) => chain.read<bigint>(chain.tokenOf(ALBA), pointsTokenAbi, 'balanceOf', [addressOf(index)])),
  )
  const most = held.reduce((a, b) => (a > b ? a : b))
  const at = held.indexOf(most)
  return [members[at] ?? 0, addressOf(members[at === 0 ? 1 : 0])]
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await check()
    } catch (error) {
      if (waited > 50) throw error
      await sleep(200)
    }
  }
}

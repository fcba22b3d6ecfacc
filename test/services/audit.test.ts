import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { decodeEventLog } from 'viem'
import type { Abi, Hex } from 'viem'
import { auditNetwork } from '../../scripts/audit/audit-network.ts'
import type { AuditReport } from '../../scripts/audit/audit-network.ts'
import { makeDecoder } from '../../scripts/audit/decode-log.ts'
import { reportCsv } from '../../scripts/audit/report-csv.ts'
import { reportJson } from '../../scripts/audit/report-json.ts'
import { reportText } from '../../scripts/audit/report-text.ts'
import { httpRpc } from '../../scripts/audit/rpc.ts'
import type { Rpc, RpcAnswer } from '../../scripts/audit/rpc.ts'
import type { RawLog } from '../../scripts/audit/stream-logs.ts'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi, startChain } from './audit/chain.ts'
import type { Chain } from './audit/chain.ts'
import { allLogs, lyingRpc, readLog } from './audit/falsify.ts'
import { BORA, CORA, makeHistory } from './audit/history.ts'
import type { History } from './audit/history.ts'
import { serveRpc } from './audit/proxy.ts'
import { present } from '../../scripts/audit/present.ts'

const POINTS = join(import.meta.dirname, '..', '..', 'scripts', 'points.ts')
/** Events of OpenZeppelin's that no member or brand brings about. */
const NOT_OURS = ['AuthorityUpdated', 'EIP712DomainChanged', 'Approval']

type Ended = { code: number; out: string; err: string }

/** Runs `points audit` as a person would. */
function runAudit(args: readonly string[], home: string): Promise<Ended> {
  const env = { ...process.env, POINTS_HOME: home }
  return new Promise((resolve) => {
    execFile(process.execPath, [POINTS, 'audit', ...args], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

describe('points audit', function () {
  this.timeout(60_000)
  let chain: Chain
  let history: History
  let logs: RawLog[]
  let home: string
  let whole: AuditReport

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'points-audit-'))
    chain = await startChain()
    history = await makeHistory(chain)
    logs = await allLogs(chain)
    whole = await auditNetwork({ rpc: chain.url, hub: chain.hub })
  })
  after(async () => {
    await chain.stop()
    await rm(home, { recursive: true })
  })

  describe('of a history in which every event happens', () => {
    it('saw every event of the contracts', () => {
      const seen = new Set(logs.map((log) => readLog(log)?.name))
      for (const abi of [clearingHubAbi, pointsTokenAbi, causeRegistryAbi] as readonly Abi[]) {
        for (const item of abi) {
          if (item.type === 'event' && !NOT_OURS.includes(item.name)) expect([...seen], item.name).to.include(item.name)
        }
      }
      const refunds = logs.map(readLog).filter((log) => log?.name === 'PaymentRefunded')
      const lapsed = refunds
        .flatMap((log) => present(log).args['legs'] as { lapsed: bigint }[])
        .filter((leg) => leg.lapsed > 0n)
      expect(lapsed, 'refunds of points that had expired').not.to.be.empty
    })

    it('agrees', () => {
      expect(reportText(whole)).to.match(/\nAgrees: /)
      expect(whole.findings).to.deep.equal([])
      expect(whole.agrees).to.equal(true)
      expect(whole.events).to.equal(logs.length)
    })

    it('agrees at every tenth block on the way', async () => {
      for (let block = 20; block < whole.block; block += 10) {
        const { agrees, findings } = await auditNetwork({ rpc: chain.url, hub: chain.hub, block })
        expect(findings, `block ${block}`).to.deep.equal([])
        expect(agrees).to.equal(true)
      }
    })

    it('reads logs as viem does', () => {
      for (const abi of [clearingHubAbi, pointsTokenAbi, causeRegistryAbi] as readonly Abi[]) {
        const decode = makeDecoder<{ eventName: string; args: unknown }>(abi)
        for (const log of logs) {
          const ours = decode(log)
          if (!ours) continue
          const theirs = decodeEventLog({ abi, topics: log.topics as [Hex], data: log.data })
          expect(JSON.stringify(sorted(ours)).toLowerCase()).to.equal(JSON.stringify(sorted(theirs)).toLowerCase())
        }
      }
    })
  })

  describe('draws movement schedules that', () => {
    it('foot, for points and for reserves', () => {
      for (const { points, reserve } of whole.brands) {
        expect(points.foots).to.equal(true)
        expect(reserve.foots).to.equal(true)
      }
      const bora = present(whole.brands.find(({ brandId }) => brandId === BORA))
      expect(bora.reserve.closing).to.equal(0n)
      expect(bora.points.expired < 0n && bora.points.refunded > 0n && bora.points.redeemed < 0n).to.equal(true)
    })

    it('close at the supply and the reserve of the contracts', async () => {
      for (const { brandId, points, reserve } of whole.brands) {
        const supply = await chain.read<bigint>(chain.tokenOf(brandId), pointsTokenAbi, 'totalSupply')
        const brand = await chain.read<{ reserve: bigint }>(chain.tokenOf(brandId), pointsTokenAbi, 'brand')
        expect(points.closing).to.equal(supply)
        expect(reserve.closing).to.equal(brand.reserve)
      }
    })

    it('open with --from where the block before closed', async () => {
      const { beforeAging } = history
      const before = await auditNetwork({ rpc: chain.url, hub: chain.hub, block: beforeAging })
      const after = await auditNetwork({ rpc: chain.url, hub: chain.hub, from: beforeAging + 1 })
      for (const [i, { points, reserve }] of after.brands.entries()) {
        expect(points.opening).to.equal(present(before.brands[i]).points.closing)
        expect(reserve.opening).to.equal(present(before.brands[i]).reserve.closing)
        expect(points.issued + present(before.brands[i]).points.issued).to.equal(present(whole.brands[i]).points.issued)
        expect(points.foots && reserve.foots).to.equal(true)
      }
    })
  })

  describe('asks a node that', () => {
    const wrap = (change: (method: string, params: readonly unknown[], answer: RpcAnswer) => RpcAnswer): Rpc => {
      const honest = httpRpc(chain.url)
      return async (calls) =>
        (await honest(calls)).map((answer, i) => change(present(calls[i]).method, present(calls[i]).params, answer))
    }

    it('gives no more than three blocks of logs at a time', async () => {
      const rpc = wrap((method, params, answer) => {
        const { fromBlock, toBlock } = (params[0] ?? {}) as { fromBlock: string; toBlock: string }
        const refused = method === 'eth_getLogs' && Number(toBlock) - Number(fromBlock) > 2
        return refused ? { error: { code: -32005, message: 'query returned more than 3 blocks' } } : answer
      })
      const report = await auditNetwork({ rpc, hub: chain.hub })
      expect(report.agrees).to.equal(true)
      expect(report.events).to.equal(whole.events)
    })

    it('tells no time with its logs', async () => {
      const rpc = wrap((method, _, answer) => {
        if (method !== 'eth_getLogs') return answer
        const { result } = answer as { result: RawLog[] }
        return { result: result.map(({ blockTimestamp: _time, ...log }) => log) }
      })
      expect((await auditNetwork({ rpc, hub: chain.hub })).agrees).to.equal(true)
    })

    it('changes the block under the audit', async () => {
      let asked = 0
      const rpc = wrap((method, _, answer) => {
        if (method !== 'eth_getBlockByNumber' || ++asked < 3) return answer
        return { result: { ...(answer as { result: object }).result, hash: `0x${'0'.repeat(64)}` } }
      })
      const message = await auditNetwork({ rpc, hub: chain.hub }).then(String, String)
      expect(message).to.match(/changed during the audit/)
    })
  })

  describe('on the command line', () => {
    it('answers 0 where all agrees, and finds the network in network.json', async () => {
      await writeFile(join(home, 'network.json'), JSON.stringify({ rpcUrl: chain.url, hub: chain.hub, hubBlock: 1 }))
      const { code, out } = await runAudit([], home)
      expect(code).to.equal(0)
      expect(out).to.match(/Agrees: every number follows/)
    })

    it('gives JSON with decimal strings, and CSV with one line a brand', async () => {
      const { code, out } = await runAudit(['--json', '--rpc', chain.url, '--hub', chain.hub], home)
      const {
        seconds: _s,
        eventsPerSecond: _e,
        replayedPerSecond: _r,
        ...json
      } = JSON.parse(out) as Record<string, unknown>
      const {
        seconds: _s2,
        eventsPerSecond: _e2,
        replayedPerSecond: _r2,
        ...expected
      } = reportJson(whole) as Record<string, unknown>
      expect(code).to.equal(0)
      expect(json).to.deep.equal(JSON.parse(JSON.stringify(expected)))
      const csv = await runAudit(['--csv', '--rpc', chain.url, '--hub', chain.hub], home)
      expect(csv.out).to.equal(reportCsv(whole))
      expect(csv.out.trim().split('\n')).to.have.length(4)
    })

    it('answers 3 where something disagrees, and names it', async () => {
      const lie = {
        about: 'call',
        call: 'totalSupply',
        brand: CORA,
        say: (supply: never) => (supply as bigint) - 5n,
      } as const
      const { url, stop } = await serveRpc(lyingRpc(chain, logs, lie).rpc)
      const { code, out, err } = await runAudit(['--rpc', url, '--hub', chain.hub], home)
      await stop()
      expect(code).to.equal(3)
      const supply = present(whole.brands.find(({ brandId }) => brandId === CORA)).points.closing
      expect(out).to.include(`total supply [invariant 3]: brand cora\n    expected ${supply}, found ${supply - 5n}`)
      expect(err).to.match(/The audit disagrees/)
    })

    it('answers 2 to a wrong option, and where it is told of no network', async () => {
      expect((await runAudit(['--block', 'last'], home)).code).to.equal(2)
      const empty = await runAudit([], join(home, 'nothing'))
      expect(empty.code).to.equal(2)
      expect(empty.err).to.match(/Run npm start, or give --rpc and --hub/)
    })

    it('answers 1 where there is no node, no hub, or no such block', async () => {
      const dead = await runAudit(['--rpc', 'http://127.0.0.1:9', '--hub', chain.hub], home)
      expect([dead.code, dead.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && /does not answer/.test(err),
      )
      const nothing = await runAudit(['--rpc', chain.url, '--hub', `0x${'12'.repeat(20)}`], home)
      expect([nothing.code, nothing.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && /no contract at/.test(err),
      )
      const future = await runAudit(['--rpc', chain.url, '--hub', chain.hub, '--block', '999999'], home)
      expect([future.code, future.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && /chain ends at/.test(err),
      )
    })
  })
})

/** The same value with its keys in one order and its integers as text. */
function sorted(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}

import { expect } from 'chai'
import { auditNetwork } from '../../scripts/audit/audit-network.ts'
import type { RawLog } from '../../scripts/audit/stream-logs.ts'
import { startChain } from './audit/chain.ts'
import type { Chain } from './audit/chain.ts'
import { allLogs, lyingRpc } from './audit/falsify.ts'
import { makeHistory } from './audit/history.ts'
import { callCases } from './audit/call-lies.ts'
import { fieldCases } from './audit/field-lies.ts'
import { logCases } from './audit/log-lies.ts'
import type { Case } from './audit/lies.ts'
import { actorsOf } from './audit/actors.ts'

describe('points audit, against a node that lies', function () {
  this.timeout(60_000)
  let chain: Chain
  let logs: RawLog[]

  before(async () => {
    chain = await startChain()
    await makeHistory(chain)
    logs = await allLogs(chain)
  })
  after(() => chain.stop())

  async function expectNamed({ lie, what, invariant }: Case): Promise<number> {
    const { rpc, told } = lyingRpc(chain, logs, lie)
    const report = await auditNetwork({ rpc, hub: chain.hub })
    expect(told(), 'times the node lied').to.be.greaterThan(0)
    expect(report.agrees).to.equal(false)
    const named = report.findings.filter((finding) => finding.what === what && finding.invariant === invariant)
    const others = report.findings.map((finding) => `${finding.what} [${finding.invariant}]`).join('; ')
    expect(named.length, `"${what} [${invariant}]" among: ${others}`).to.be.greaterThan(0)
    return report.disagreements
  }

  describe('about one answer of a contract, and names that alone', () => {
    for (const one of callCases(actorsOf())) {
      it(one.title, async () => expect(await expectNamed(one)).to.equal(1))
    }
  })

  describe('about one number of a log', () => {
    for (const one of fieldCases(actorsOf())) it(one.title, async () => void (await expectNamed(one)))
  })

  describe('about a whole log', () => {
    for (const one of logCases()) it(one.title, async () => void (await expectNamed(one)))
  })
})

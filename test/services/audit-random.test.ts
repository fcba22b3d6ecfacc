import { expect } from 'chai'
import { auditNetwork } from '../../scripts/audit/audit-network.ts'
import { startChain } from './audit/chain.ts'
import { makeRandomHistory } from './audit/random-history.ts'

const STEPS = Number(process.env['AUDIT_STEPS'] ?? 100)

describe('points audit of random histories, with brands that hold little more than they promise', function () {
  this.timeout(600_000)

  for (const seed of (process.env['AUDIT_SEEDS'] ?? 'one,three').split(',')) {
    it(`agrees after ${STEPS} steps of seed "${seed}"`, async () => {
      const chain = await startChain()
      try {
        const { done } = await makeRandomHistory(chain, { seed, steps: STEPS })
        const report = await auditNetwork({ rpc: chain.url, hub: chain.hub })
        expect(report.findings).to.deep.equal([])
        expect(report.agrees).to.equal(true)
        expect(done, 'steps that the rules allowed').to.be.greaterThan(STEPS / 3)
      } finally {
        await chain.stop()
      }
    })
  }
})

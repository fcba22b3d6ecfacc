import { expect } from 'chai'
import hre from 'hardhat'
import { measureGas } from '../../../bench/gas/measure-gas.ts'
import { readSnapshot, risenFigures } from '../../../bench/gas/snapshot.ts'

describe('Gas', function () {
  it('is not above bench/gas-snapshot.json', async function () {
    this.timeout(600_000)
    // Code that is instrumented for coverage costs more gas: its figures are not those of the snapshot.
    if (hre.globalOptions.coverage) return this.skip()
    const { ours } = await measureGas()

    const risen = risenFigures(ours, await readSnapshot())

    expect(risen, `${risen.join('\n')}\nIf that is meant, run: npm run bench -- gas`).to.deep.equal([])
  })
})

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import toolboxMochaEthers from '@nomicfoundation/hardhat-toolbox-mocha-ethers'
import hardhatViem from '@nomicfoundation/hardhat-viem'
import { configVariable, defineConfig } from 'hardhat/config'
import { callCounts } from './scripts/check/call-counts.ts'
import { oneTestBuild } from './scripts/check/one-test-build.ts'

/** The compiler comes out of the npm package `solc`, so that a build needs no network. */
const solc = {
  version: '0.8.37',
  path: fileURLToPath(import.meta.resolve('solc/soljson.js')),
}

/** Solidity tests only talk to the built contracts: the old code generator alone compiles them in a tenth of the time. */
function solidityTests() {
  const settings = { viaIR: false, evmVersion: 'cancun', optimizer: { enabled: false } }
  const folder = 'test/contracts'

  return Object.fromEntries(
    readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.sol'))
      .map((file) => [`${folder}/${file.replaceAll('\\', '/')}`, { ...solc, settings }]),
  )
}

export default defineConfig({
  plugins: [toolboxMochaEthers, hardhatViem, oneTestBuild],
  tasks: [callCounts],
  solidity: {
    profiles: {
      default: {
        compilers: [
          {
            ...solc,
            settings: {
              viaIR: true,
              evmVersion: 'cancun',
              optimizer: { enabled: true, runs: 200 },
              // A changed comment is no other contract: the code carries no hash of its sources.
              metadata: { bytecodeHash: 'none' },
            },
          },
        ],
        overrides: solidityTests(),
      },
    },
    npmFilesToBuild: ['@openzeppelin/contracts/access/manager/AccessManager.sol'],
  },
  paths: {
    // A network of its own data folder keeps its deployment journal there.
    ignition: process.env['IGNITION_FOLDER'] ?? './ignition',
    tests: { mocha: './test/contracts', solidity: './test/contracts' },
  },
  test: {
    mocha: { timeout: 120_000, forbidOnly: true },
    solidity: {
      profiles: {
        default: { fuzz: { runs: 256 }, invariant: { runs: 2, depth: 64, failOnRevert: false } },
        long: { fuzz: { runs: 5_000 }, invariant: { runs: 40, depth: 128, failOnRevert: false } },
      },
    },
  },
  typechain: { tsNocheck: true },
  networks: {
    default: { type: 'edr-simulated', chainType: 'l1', hardfork: 'osaka' },
    /** Any chain reached over HTTP: the local one of `npm start`, or a public one. */
    points: {
      type: 'http',
      chainType: 'l1',
      url: configVariable('RPC_URL'),
      accounts: [configVariable('DEPLOYER_KEY')],
    },
  },
})

import { fileURLToPath } from 'node:url'
import toolboxMochaEthers from '@nomicfoundation/hardhat-toolbox-mocha-ethers'
import hardhatViem from '@nomicfoundation/hardhat-viem'
import { configVariable, defineConfig } from 'hardhat/config'

/** The compiler comes out of the npm package `solc`, so that a build needs no network. */
const solc = {
  version: '0.8.37',
  path: fileURLToPath(import.meta.resolve('solc/soljson.js')),
}

export default defineConfig({
  plugins: [toolboxMochaEthers, hardhatViem],
  solidity: {
    profiles: {
      default: {
        ...solc,
        settings: {
          viaIR: true,
          evmVersion: 'osaka',
          optimizer: { enabled: true, runs: 200 },
          // A changed comment is no other contract: the code carries no hash of its sources.
          metadata: { bytecodeHash: 'none' },
        },
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
      fuzz: { runs: 256 },
      invariant: { runs: 64, depth: 64, failOnRevert: false },
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

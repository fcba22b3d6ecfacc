/** Who may import whom (docs/architecture.md). `packages` absent: any package. */
export interface Arrow {
  /** Paths this arrow speaks for; the first arrow that matches a file counts. */
  from: string
  /** Folders or files it may import, besides its own folder. */
  to: readonly string[]
  packages?: readonly string[]
}

const all = [
  'chain/',
  'contracts/',
  'ignition/',
  'loyalty/',
  'service/',
  'indexer/',
  'scripts/',
  'web/',
  'test/',
  'bench/',
  'types/',
  'hardhat.config.ts',
]

export const arrows: readonly Arrow[] = [
  { from: 'contracts/', to: [], packages: ['@openzeppelin/contracts'] },
  { from: 'ignition/', to: [], packages: ['@nomicfoundation/hardhat-ignition', 'hardhat', 'viem', 'node'] },
  { from: 'chain/', to: [], packages: ['viem', 'zod', '@noble/curves', 'node'] },
  { from: 'loyalty/', to: [], packages: [] },
  { from: 'service/', to: ['chain/', 'loyalty/'] },
  { from: 'indexer/', to: ['chain/'] },
  { from: 'web/', to: ['chain/', 'loyalty/'] },
  { from: 'scripts/audit/', to: ['chain/generated/abis.ts'], packages: ['viem', 'commander', 'hash-wasm', 'node'] },
  { from: 'scripts/', to: ['chain/', 'loyalty/', 'service/'] },
  { from: 'test/', to: all },
  { from: 'bench/', to: [...all, 'e2e/', 'web/messages/'] },
  { from: 'e2e/', to: [...all, 'web/messages/'] },
]

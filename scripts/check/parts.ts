import { join } from 'node:path'
import type { Part } from './part.ts'

const bin = (...path: string[]): string => join('node_modules', ...path)
const cache = (name: string): string => join('node_modules', '.cache', name)

/** Everything `npm run check` looks at, the longest first. A warning fails as an error does. */
export const checkParts: readonly Part[] = [
  {
    name: 'prettier',
    run: [
      bin('prettier', 'bin', 'prettier.cjs'),
      '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${cache('prettier-check')}`,
      '.',
    ],
  },
  {
    name: 'types',
    // The native compiler of TypeScript 7; others still need the one before it as a library.
    run: [bin('typescript-7', 'bin', 'tsc'), '--pretty'],
  },
  { name: 'oxlint', run: [bin('oxlint', 'bin', 'oxlint'), '--deny-warnings', '.'] },
  { name: 'types of the portal', run: [bin('typescript-7', 'bin', 'tsc'), '--pretty', '-p', 'web'] },
  { name: 'types of browser tests', run: [bin('typescript-7', 'bin', 'tsc'), '--pretty', '-p', 'e2e'] },
  {
    name: 'solhint',
    run: [
      bin('solhint', 'solhint.js'),
      '--max-warnings=0',
      '--noPoster',
      '--disc',
      'contracts/**/*.sol',
      'test/contracts/**/*.sol',
    ],
  },
  { name: 'import arrows', run: [join('scripts', 'check', 'import-arrows.ts')] },
  { name: 'generated ABIs', run: [join('scripts', 'generate-abis.ts'), '--check'] },
]

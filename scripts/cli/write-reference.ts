import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { writeReference } from './reference.ts'

/** Writes docs/cli.md; with --check only says whether it is what the program would write. */
const path = fileURLToPath(new URL('../../docs/cli.md', import.meta.url))
const text = await writeReference()
const committed = await readFile(path, 'utf8').catch(() => '')
if (text !== committed && process.argv.includes('--check')) {
  console.error('docs/cli.md does not match the program. Run: node scripts/cli/write-reference.ts')
  process.exitCode = 1
} else if (text !== committed) {
  await writeFile(path, text)
  console.error('Wrote docs/cli.md')
}

import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { arrows } from './arrows.ts'
import { brokenArrows } from './broken-arrows.ts'
import { root } from './part.ts'

async function sourcesIn(folder: string): Promise<string[]> {
  if (!existsSync(join(root, folder))) return []
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|sol)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('chain/generated/'))
}

const folders = new Set(arrows.map((arrow) => arrow.from.split('/')[0] ?? ''))
const broken: string[] = []
for (const folder of folders) {
  for (const file of await sourcesIn(folder)) {
    broken.push(...brokenArrows(file, await readFile(join(root, file), 'utf8'), arrows))
  }
}
for (const sentence of broken) console.error(sentence)
if (broken.length > 0) process.exitCode = 1

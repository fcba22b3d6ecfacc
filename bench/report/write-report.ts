import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describeMachine } from './machine.ts'

const folder = join(import.meta.dirname, '..', 'results')

/** Writes `bench/results/PART.md` and says so. */
export async function writeReport(
  part: string,
  title: string,
  body: readonly string[],
  command = `npm run bench -- ${part}`,
): Promise<void> {
  const path = join(folder, `${part}.md`)
  const head = [`# ${title}`, `Written by \`${command}\`.`, describeMachine(new Date()).join('\n')]
  const text = [...head, ...body].join('\n\n')
  await mkdir(folder, { recursive: true })
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
  console.log(`\nwritten to bench/results/${part}.md`)
}

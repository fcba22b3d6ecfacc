import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addStatementCoverageInstrumentation } from '@nomicfoundation/edr'

/** A statement of a source, and in how many transactions or calls of a test it was reached. */
export interface Statement {
  /** Where its first character stands, comments left out. */
  readonly start: number
  readonly hits: number
}

const BLANK = /(?:\s|\/\/[^\n]*\n)*/y

/** Hits by tag, summed over everything a coverage run left behind. */
export function readHits(folder: string): Map<string, number> {
  const hits = new Map<string, number>()
  const data = join(folder, 'coverage', 'data')
  for (const file of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue
    const counts = JSON.parse(readFileSync(join(data, file), 'utf8')) as Record<string, number>
    for (const [tag, count] of Object.entries(counts)) hits.set(tag, (hits.get(tag) ?? 0) + count)
  }
  return hits
}

/** The statements of one source, as the run numbered them. */
export function statementsOf(file: string, source: string, hits: ReadonlyMap<string, number>): Statement[] {
  const { metadata } = addStatementCoverageInstrumentation(source, `project/${file}`, '0.8.30')
  return metadata
    .filter(({ kind }) => kind === 'statement')
    .map(({ tag, startUtf16 }) => ({
      start: afterBlank(source, Number(startUtf16)),
      hits: hits.get(Buffer.from(tag).toString('hex')) ?? 0,
    }))
}

/** The instruments count blanks and comments before a statement as part of it. */
function afterBlank(source: string, start: number): number {
  BLANK.lastIndex = start
  BLANK.test(source)
  return BLANK.lastIndex
}

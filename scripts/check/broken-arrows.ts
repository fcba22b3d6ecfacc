import { posix } from 'node:path'
import type { Arrow } from './arrows.ts'
import { importsOf } from './imports-of.ts'

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? 'node'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')

function allows(arrow: Arrow, file: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) {
    return arrow.packages === undefined || arrow.packages.includes(packageOf(specifier))
  }
  const target = posix.join(posix.dirname(file), specifier)
  return [arrow.from, ...arrow.to].some(
    (place) => target === place || (place.endsWith('/') && target.startsWith(place)),
  )
}

/** One sentence for every import of `file` that no arrow allows. */
export function brokenArrows(file: string, source: string, arrows: readonly Arrow[]): string[] {
  const arrow = arrows.find((candidate) => file.startsWith(candidate.from))
  if (!arrow) return []
  return importsOf(file, source)
    .filter((specifier) => !allows(arrow, file, specifier))
    .map((specifier) => {
      const may = [...arrow.to, ...(arrow.packages ?? ['any package'])].join(', ') || 'nothing'
      return `${file} imports ${specifier}; ${arrow.from} may import only: ${may}`
    })
}

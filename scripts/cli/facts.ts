import { formatTable } from './table.ts'

export type Fact = string | number | boolean | null | undefined | readonly Fact[] | { readonly [key: string]: Fact }

/** What a command has to say, by camelCase name: printed as lines for people, as it is with --json. */
export type Facts = Record<string, Fact>

/** "pointsOut" → "points out", "valueUsd" → "value USD". */
export function labelOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.replace(/\b(usd|eth|rpc)\b/g, (word) => word.toUpperCase())
}

/** Facts as lines, "label   value"; undefined ones are left out. */
export function formatFacts(facts: Facts, indent = ''): string {
  const shown = Object.entries(facts).filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...shown.map(([key]) => labelOf(key).length))
  return shown
    .map(([key, value]) => `${indent}${labelOf(key).padEnd(width)}  ${sayOrList(value, indent)}`.trimEnd() + '\n')
    .join('')
}

/** Things with several facts each stand as a table below their label. */
function sayOrList(value: Fact, indent: string): string {
  if (!Array.isArray(value) || !value.every(isRecord) || value.length === 0) return say(value)
  const rows = value.map((item) =>
    Object.fromEntries(Object.entries(item).map(([key, inner]) => [labelOf(key), say(inner)])),
  )
  const lines = formatTable(rows).trimEnd().split('\n')
  return lines.map((line) => `\n${indent}    ${line}`).join('')
}

function isRecord(value: Fact): value is { readonly [key: string]: Fact } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function say(value: Fact): string {
  if (value === null || value === undefined) return '–'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.map(say).join(', ') || '–'
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, inner]) => `${labelOf(key)} ${say(inner)}`)
      .join(', ')
  return String(value)
}

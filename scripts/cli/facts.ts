export type Fact = string | number | boolean | null | undefined | readonly Fact[] | { readonly [key: string]: Fact }

/** What a command has to say, by camelCase name: printed as lines for people, as it is with --json. */
export type Facts = Record<string, Fact>

/** "pointsOut" → "points out". */
export function labelOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Facts as lines, "label   value"; undefined ones are left out. */
export function formatFacts(facts: Facts, indent = ''): string {
  const shown = Object.entries(facts).filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...shown.map(([key]) => labelOf(key).length))
  return shown.map(([key, value]) => `${indent}${labelOf(key).padEnd(width)}  ${say(value)}`.trimEnd() + '\n').join('')
}

function say(value: Fact): string {
  if (value === null || value === undefined) return '–'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(say).join(', ')
  if (typeof value === 'object') return Object.entries(value).map(([key, inner]) => `${labelOf(key)} ${say(inner)}`).join(', ')
  return String(value)
}

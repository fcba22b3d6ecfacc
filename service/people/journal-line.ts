/** A row as the journals of runs hold it. */
export type Row = Record<string, unknown>

/** A line with its rows changed, those without anything in their place left out; the very same line where nothing changes. */
export function changeRows(line: string, change: (row: Row) => Row | undefined): string {
  const entry = parseExact(line) as { kind: string; rows: unknown }
  // What shops told lies in the journal as text of JSON.
  const nested = typeof entry.rows === 'string'
  const rows = (nested ? parseExact(entry.rows as string) : entry.rows) as Row[]
  const changed = rows.map((row) => change(row))
  if (changed.every((row, i) => row === rows[i])) return line
  const text = JSON.stringify(changed.filter((row) => row !== undefined))
  return `{"kind":"${entry.kind}","rows":${nested ? JSON.stringify(text) : text}}`
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown

/** Numbers stay the text they were written as: no amount passes through a float. */
const keepNumbers: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined ? rawJson(source) : value

type RawJson = { rawJSON: string }
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => RawJson }

export const parseExact = (text: string): unknown => JSON.parse(text, keepNumbers as Parameters<typeof JSON.parse>[1])

export const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'rawJSON' in value ? String(value.rawJSON) : String(value)

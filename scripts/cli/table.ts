export interface TableOptions {
  /** Columns whose numbers stand at the right. */
  right?: readonly string[]
}

/** Rows under their column names, aligned by spaces. */
export function formatTable(rows: readonly Record<string, string>[], { right = [] }: TableOptions = {}): string {
  const columns = Object.keys(rows[0] ?? {})
  const widthOf = (name: string): number => Math.max(name.length, ...rows.map((row) => (row[name] ?? '').length))
  const widths = new Map(columns.map((name) => [name, widthOf(name)]))
  const cell = (name: string, text: string): string => {
    const width = widths.get(name) ?? 0
    return right.includes(name) ? text.padStart(width) : text.padEnd(width)
  }
  const line = (row: Record<string, string>): string =>
    columns
      .map((name) => cell(name, row[name] ?? ''))
      .join('  ')
      .trimEnd() + '\n'
  return line(Object.fromEntries(columns.map((name) => [name, name]))) + rows.map(line).join('')
}

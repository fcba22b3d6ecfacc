/** A Markdown table; columns after the first are aligned right unless named in `left`. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[], left: readonly string[] = []) {
  const rule = head.map((name, i) => (i === 0 || left.includes(name) ? '---' : '---:'))

  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** 12345678 as 12,345,678. */
export function grouped(value: bigint | number): string {
  return value.toLocaleString('en-US')
}

/** How one figure stands to what was to be reached. */
export function reached(value: bigint | number, reach: bigint | number | undefined, more = false): string {
  if (reach === undefined) return ''

  return (more ? value >= reach : value <= reach) ? 'yes' : '**no**'
}

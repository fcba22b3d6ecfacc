/** Seconds as days, hours, minutes: "10 d", "1 h 30 min". */
export function formatDuration(seconds: bigint): string {
  const parts: [bigint, string][] = [
    [seconds / 86_400n, 'd'],
    [(seconds / 3_600n) % 24n, 'h'],
    [(seconds / 60n) % 60n, 'min'],
    [seconds % 60n, 's'],
  ]
  const shown = parts.filter(([count]) => count > 0n).map(([count, unit]) => `${count} ${unit}`)
  return shown.slice(0, 2).join(' ') || '0 s'
}

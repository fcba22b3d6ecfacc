/** Chain time, in seconds, as ISO-8601 UTC without a fraction. */
export function formatTime(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

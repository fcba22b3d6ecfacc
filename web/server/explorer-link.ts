/** A transaction in the explorer the operator names in EXPLORER_URL; undefined where none is named. */
export function explorerLink(hash: string): string | undefined {
  const base = process.env.EXPLORER_URL
  if (base === undefined || !URL.canParse(base)) return undefined
  const url = new URL(base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  url.pathname = `${url.pathname.replace(/\/$/, '')}/tx/${hash}`
  return url.href
}

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACCESS_KEY } from '../../../service/access/access-key.ts'

/** Secrets by their shape: ours, and those of the services a brand connects. */
const SHAPES: Record<string, RegExp> = {
  'key of a brand': ACCESS_KEY,
  'key of a till': /\btill_[A-Za-z0-9_-]{43}\b/,
  'webhook secret': /\bwhsec_[A-Za-z0-9+/]{32,}={0,2}/,
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'keystore of Ethereum': /"ciphertext"\s*:\s*"[0-9a-f]{64}"/,
  'key of Stripe': /\b[sr]k_(?:live|test)_[A-Za-z0-9]{20,}/,
  'token of Shopify': /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/,
  'token of Square': /\b(?:EAAA|sq0csp-)[A-Za-z0-9_-]{40,}/,
  'key of WooCommerce': /\bc[ks]_[0-9a-f]{40}\b/,
  'token of GitHub': /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  'key of AWS': /\bAKIA[0-9A-Z]{16}\b/,
  'database with its password': /postgres(?:ql)?:\/\/[^:/@\s'"`$]+:[^@\s'"`$]{12,}@(?!localhost|127\.)[a-z]/,
}

/** What of a server no browser has to know the name of. */
const NAMES = /SERVICE_TOKEN|DATABASE_URL|POINTS_HOME|POINTS_PASSPHRASE/

/** The shapes of secrets that a text holds. */
export function secretsIn(text: string): string[] {
  return Object.entries(SHAPES).flatMap(([shape, pattern]) => (pattern.test(text) ? [shape] : []))
}

/** What a build of the portal gives to browsers and should not: by shape, by name, and the very `secrets` that are in use. */
export function secretsInBundle(folder: string, secrets: readonly string[] = []): string[] {
  const files = globSync('**/*.{js,css,json,map,html,txt}', { cwd: folder })
  if (files.length === 0) throw new Error(`${folder} holds no build of the portal.`)
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const used = secrets.filter((secret) => text.includes(secret)).map(() => 'a secret in use')
    const named = NAMES.exec(text)?.[0]
    return [...secretsIn(text), ...used, ...(named === undefined ? [] : [named])].map((what) => `${file}: ${what}`)
  })
}

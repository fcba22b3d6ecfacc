import type { WalletConnectSettings } from './env.ts'

export interface PolicyParameters {
  nonce: string
  /** The development server evaluates code and injects styles. */
  development: boolean
  walletConnect: WalletConnectSettings | null
}

/** Tells a wallet, in a frame nobody sees, which origin it talks to. */
const VERIFIER = 'https://verify.walletconnect.org'

/** Everything from our own origin; scripts and styles only with this answer's nonce; nobody may frame us. */
export function contentSecurityPolicy({ nonce, development, walletConnect }: PolicyParameters): string {
  const relay = walletConnect === null ? '' : ` ${new URL(walletConnect.relay).origin}`
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' ${development ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${relay}`,
    ...(walletConnect === null ? [] : [`frame-src ${VERIFIER}`]),
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `media-src 'self' blob:`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ')
}

/** Headers that are the same on every answer. */
export const fixedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

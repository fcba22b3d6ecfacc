import { randomBytes } from 'node:crypto'
import type { Provider } from '../shops/shop-event.ts'
import { ShopError } from './shop-error.ts'

/** Providers whose secret is ours to choose; the others show theirs. */
const OURS: readonly Provider[] = ['generic', 'woocommerce']

export const choosesSecret = (provider: Provider): boolean => OURS.includes(provider)

/** A fresh secret: of Standard Webhooks, or for WooCommerce, which mangles some characters, of letters and digits. */
export function freshSecret(provider: Provider): string {
  if (!choosesSecret(provider)) throw new ShopError(`${provider} chooses its own secret: copy it from there.`)
  const bytes = randomBytes(32)
  return provider === 'generic' ? `whsec_${bytes.toString('base64')}` : bytes.toString('hex')
}

/** A secret as somebody copied it, without the line's end. Throws where it cannot be one. */
export function checkSecret(provider: Provider, text: string): string {
  const secret = text.trim()
  if (!/^[\x21-\x7e]{8,512}$/.test(secret)) {
    throw new ShopError('The secret has to be 8 to 512 visible characters without blanks. Copy it alone.')
  }
  if (provider === 'generic' && !isStandard(secret)) {
    throw new ShopError(
      'A secret of the generic format is whsec_ and 24 to 64 bytes as base64. Leave it out to get one.',
    )
  }
  if (provider === 'stripe' && !secret.startsWith('whsec_')) {
    throw new ShopError("Stripe's signing secret begins with whsec_. Copy it from the endpoint's page.")
  }
  return secret
}

function isStandard(secret: string): boolean {
  const encoded = secret.slice('whsec_'.length)
  const bytes = Buffer.from(encoded, 'base64')
  return secret.startsWith('whsec_') && bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === encoded
}

import type { Provider } from '../shops/shop-event.ts'
import { ShopError } from './shop-error.ts'

/** How each provider names a shop, and what to write instead. */
const FORMS: Record<Provider, { pattern: RegExp; example: string }> = {
  shopify: { pattern: /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, example: 'my-shop.myshopify.com' },
  woocommerce: { pattern: /^[a-z0-9.-]+(:\d{1,5})?(\/[^/\s]+)*$/, example: 'shop.example or shop.example/en' },
  square: { pattern: /^[A-Za-z0-9_-]{1,60}$/, example: 'the merchant id, as MLEXAMPLE123' },
  stripe: { pattern: /^acct_[A-Za-z0-9]{1,60}$/, example: 'acct_1Example' },
  generic: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, example: 'main' },
  till: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, example: 'counter-1' },
}

/** The shop's name as its provider's deliveries will have it. */
export function accountName(provider: Provider, text: string): string {
  const name = plainName(provider, text.trim())
  const { pattern, example } = FORMS[provider]
  if (pattern.test(name)) return name
  throw new ShopError(`"${text}" is no account of ${provider}. Write it like this: ${example}.`)
}

function plainName(provider: Provider, text: string): string {
  if (provider !== 'shopify' && provider !== 'woocommerce') return text
  const [host = '', ...path] = text.replace(/^https?:\/\//i, '').split('/')
  const parts = provider === 'shopify' ? [] : path.filter((part) => part !== '')
  return [host.toLowerCase(), ...parts].join('/')
}

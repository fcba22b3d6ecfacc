import { resolve } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  /** Data folder whose network.json says where everything is. */
  POINTS_HOME: z.string().min(1).default('.points'),
  PORTAL_PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** Only this machine reaches it, unless told otherwise: what stands before it adds https. */
  PORTAL_HOST: z.string().min(1).default('127.0.0.1'),
  /** What people type to come here; its host is the passkeys' relying party, for ever. */
  PORTAL_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** How many proxies of our own stand before us and add to X-Forwarded-For. */
  PORTAL_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** From WalletConnect; without it nothing of it is loaded and nobody else is ever asked. */
  WALLETCONNECT_PROJECT_ID: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  WALLETCONNECT_RELAY: z.url({ protocol: /^wss?$/ }).default('wss://relay.walletconnect.org'),
})

export interface PortalEnv {
  home: string
  port: number
  host: string
  /** Scheme, host and port, without a path. */
  origin: string
  rpId: string
  proxies: number
  /** Null where wallets elsewhere cannot be reached. */
  walletConnect: WalletConnectSettings | null
}

export interface WalletConnectSettings {
  projectId: string
  relay: string
}

export function readPortalEnv(source: NodeJS.ProcessEnv = process.env): PortalEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new Error(`The portal's environment cannot be used. ${z.prettifyError(parsed.error)}`)
  const { POINTS_HOME, PORTAL_PORT, PORTAL_ORIGIN, PORTAL_PROXIES, WALLETCONNECT_PROJECT_ID: projectId } = parsed.data
  const url = new URL(PORTAL_ORIGIN ?? `http://localhost:${PORTAL_PORT}`)
  refuseUnsafe(url)
  return {
    home: resolve(POINTS_HOME),
    port: PORTAL_PORT,
    host: parsed.data.PORTAL_HOST,
    origin: url.origin,
    rpId: url.hostname,
    proxies: PORTAL_PROXIES,
    walletConnect: projectId === undefined ? null : { projectId, relay: parsed.data.WALLETCONNECT_RELAY },
  }
}

/** Browsers give passkeys to https and to localhost alone. */
function refuseUnsafe(url: URL): void {
  if (url.protocol === 'https:' || url.hostname === 'localhost') return
  throw new Error(
    `PORTAL_ORIGIN is ${url.origin}, but passkeys work only over https, or on localhost. ` +
      'Put the portal behind https and set PORTAL_ORIGIN to that address.',
  )
}

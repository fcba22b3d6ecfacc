import { isIP } from 'node:net'
import { isLoopback, isPublicAddress } from './public-address.ts'
import { WebhookError } from './webhook-error.ts'

const LONGEST = 2_000
const LEAST_FREE_PORT = 1_024
/** As DNS has it. */
const LONGEST_NAME = 253
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
/** Names that are nobody's on the internet. */
const LOCAL_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|arpa|onion|test|invalid|svc|consul)$/

/**
 * The address as it will be asked, or a WebhookError: https to a name or address of the public internet, nothing else. On the
 * local chain this machine itself is allowed too, also without TLS.
 */
export function checkTargetUrl(text: string, { dev }: { dev: boolean }): URL {
  const refuse = (why: string): never => {
    throw new WebhookError('HostileUrl', `This address is refused: ${why}. Give one like https://shop.example/points`)
  }
  if (text.length > LONGEST) refuse('it is too long')
  if (!URL.canParse(text) || /[\s\\]/.test(text)) return refuse('it is no URL')
  const url = new URL(text)
  const host = hostOf(url)
  if (url.username !== '' || url.password !== '') refuse('it carries a name or a password')
  if (dev && isThisMachine(host) && /^https?:$/.test(url.protocol)) return url
  if (url.protocol !== 'https:') refuse('it does not begin with https://')
  if (url.port !== '' && Number(url.port) < LEAST_FREE_PORT) refuse('its port belongs to another service')
  if (isIP(host) === 0) checkName(host, refuse)
  else if (!isPublicAddress(host)) refuse('it is not of the public internet')
  return url
}

function checkName(host: string, refuse: (why: string) => never): void {
  const labels = host.split('.')
  if (host.length > LONGEST_NAME || labels.some((label) => !LABEL.test(label))) refuse('its host is no name')
  if (labels.length < 2) refuse('its host is no full name')
  if (LOCAL_NAMES.test(host)) refuse('its host is not of the public internet')
}

/** The host without the brackets of IPv6 and without the dot that may end a full name. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')

export const isThisMachine = (host: string): boolean => host === 'localhost' || isLoopback(host)

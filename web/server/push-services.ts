/** Push services of the browsers there are. A subscription is an address we post to: nobody may name another. */
const hosts = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '.push.services.mozilla.com',
  'web.push.apple.com',
  '.push.apple.com',
  '.notify.windows.com',
]

/** `further` are origins the operator adds (PORTAL_PUSH_ORIGINS, comma-separated): a push service of their own. */
export function isPushService(
  endpoint: string,
  further: string | undefined = process.env.PORTAL_PUSH_ORIGINS,
): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, origin, username, port } = new URL(endpoint)
  if ((further ?? '').split(',').some((one) => one.trim() === origin)) return true
  const known = hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
  return protocol === 'https:' && port === '' && username === '' && known
}

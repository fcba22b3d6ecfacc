import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from './server/content-security-policy.ts'
import { readPortalEnv } from './server/env.ts'
import { refusedCrossSite } from './server/cross-site.ts'

/** Every request passes here: writes must come from our own pages, and pages carry a policy with a fresh nonce. */
export function proxy(request: NextRequest): Response {
  if (request.nextUrl.pathname.startsWith('/api/')) return refusedCrossSite(request) ?? NextResponse.next()
  const origin = process.env.PORTAL_ORIGIN
  const host = request.headers.get('host')
  // A passkey belongs to one origin: whoever opens another name of this server is sent to the one it has.
  if (origin !== undefined && host !== null && host !== new URL(origin).host) {
    return NextResponse.redirect(new URL(request.nextUrl.pathname + request.nextUrl.search, origin))
  }
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const { walletConnect } = readPortalEnv()
  const development = process.env.NODE_ENV === 'development'
  const policy = contentSecurityPolicy({ nonce, development, walletConnect })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: ['/((?!_next/static|icons/|sw.js).*)'] }

import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '../components/frame.tsx'
import { PreferencesProvider } from '../i18n/provider.tsx'
import { locales } from '../i18n/locale.ts'
import { portalConfig } from '../server/portal-config.ts'
import { readPreferences } from '../server/preferences.ts'
import { currentMember } from '../server/session.ts'
import './globals.css'
import { Providers } from './providers.tsx'

export const metadata: Metadata = {
  title: { default: 'openpoints', template: '%s · openpoints' },
  description: 'All your points in one place: see what they are worth, swap them, spend them, give them.',
  manifest: '/manifest.webmanifest',
  icons: { icon: '/icons/icon.svg', apple: '/icons/icon-180.png' },
  appleWebApp: { capable: true, title: 'openpoints', statusBarStyle: 'default' },
  formatDetection: { telephone: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1616' },
  ],
}

// Every answer carries its own nonce.
export const dynamic = 'force-dynamic'

export default async function Layout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const [preferences, config, member] = await Promise.all([readPreferences(), portalConfig(), currentMember()])
  const { locale, theme } = preferences
  return (
    <html lang={locale} dir={locales[locale].direction} data-theme={theme} suppressHydrationWarning>
      <body>
        <PreferencesProvider initial={preferences}>
          <Providers config={config} member={member ?? null}>
            <Frame>{children}</Frame>
          </Providers>
        </PreferencesProvider>
      </body>
    </html>
  )
}

import { join } from 'node:path'
import type { NextConfig } from 'next'

const inDevelopment = process.env.NODE_ENV === 'development'

/** Types and style are checked by `npm run check`; a build only builds. */
export default {
  distDir: process.env.PORTAL_BUILD ?? '.next/dev',
  turbopack: {
    root: join(import.meta.dirname, '..'),
    // WalletConnect's own window would bring hundreds of packages and ask further hosts; we show its code ourselves.
    resolveAlias: { '@reown/appkit/core': './features/wallet/no-modal.ts' },
  },
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ['radix-ui'],
    // A build goes into a folder of its own and is never built upon; nobody reads maps of what runs.
    turbopackFileSystemCacheForBuild: false,
    turbopackSourceMaps: inDevelopment,
    turbopackInputSourceMaps: inDevelopment,
  },
  compiler: {
    runAfterProductionCompile: async ({ projectDir, distDir }) => {
      // Not before it is wanted: the portal reads this file too when it starts, and from there no file beside it is found.
      const path = join(projectDir, 'build', 'hint-compilation.ts')
      const { hintCompilation } = (await import(path)) as { hintCompilation: (folder: string) => Promise<unknown> }
      await hintCompilation(distDir)
    },
  },
  serverExternalPackages: ['postgres', 'iron-session', 'web-push'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
} satisfies NextConfig

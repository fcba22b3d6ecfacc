import { create } from 'qrcode'
import type { ReactNode } from 'react'
import { classNames } from './ui/class-names.ts'

/** Modules that stay white around the code, so that scanners find it. */
const QUIET = 4

interface QrCodeProps {
  text: string
  label: string
  /** As much as fits, and larger: for a thousand letters, not for a link. */
  dense?: boolean
}

/** A QR code: black on white in either theme, since scanners want it so. */
export function QrCode({ text, label, dense = false }: QrCodeProps): ReactNode {
  const { modules } = create(text, { errorCorrectionLevel: dense ? 'L' : 'M' })
  const size = modules.size + 2 * QUIET
  const path = Array.from(modules.data, (dark, index) => {
    if (dark === 0) return ''
    return `M${(index % modules.size) + QUIET} ${Math.floor(index / modules.size) + QUIET}h1v1h-1z`
  }).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={classNames('w-full rounded-2xl border border-line bg-white', dense ? 'max-w-lg' : 'max-w-72')}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

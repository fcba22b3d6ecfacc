import jsQR from 'jsqr'

/** Larger pictures are made smaller first: a code needs no more. */
const MOST_PIXELS = 1_000

/** Text of the QR code in a picture; undefined where there is none. */
export function readCode(source: CanvasImageSource, width: number, height: number): string | undefined {
  if (width === 0 || height === 0) return undefined
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return undefined
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(data, canvas.width, canvas.height)?.data || undefined
}

/** Text of the QR code in a picture file. */
export async function readCodeOfFile(file: File): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file)
  try {
    return readCode(bitmap, bitmap.width, bitmap.height)
  } finally {
    bitmap.close()
  }
}

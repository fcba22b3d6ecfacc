import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FileLine, OrderFormat } from './file-line.ts'
import { onlineRetail } from './online-retail.ts'
import { OrderFileError } from './order-file-error.ts'
import { plainCsv } from './plain-csv.ts'
import { plainJsonl } from './plain-jsonl.ts'

/** The formats of `points import --format`. */
export const ORDER_FORMATS: Readonly<Record<string, OrderFormat>> = {
  'online-retail': onlineRetail,
  csv: plainCsv,
  jsonl: plainJsonl,
}

/** Called with the bytes of the file read so far, for a progress bar. */
export type OnBytes = (bytesRead: number) => void

/** Streams the lines of a file of orders, plain or gzip. Throws an OrderFileError that names the line. */
export async function* readOrderFile(path: string, format: OrderFormat, onBytes?: OnBytes): AsyncGenerator<FileLine[]> {
  const gzipped = await startsAsGzip(path)
  try {
    yield* format.read(gzipped ? unzip(path, onBytes) : fileBytes(path, onBytes))
  } catch (error) {
    throw explainFileError(error, path)
  }
}

async function startsAsGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close())
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } catch (error) {
    throw explainFileError(error, path)
  }
}

/** The bytes of a plain file, a piece at a time. */
export async function* fileBytes(path: string, onBytes?: OnBytes): AsyncGenerator<Buffer> {
  let total = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    total += (chunk as Buffer).length
    onBytes?.(total)
    yield chunk as Buffer
  }
}

async function* unzip(path: string, onBytes?: OnBytes): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: 1 << 16 })
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  let total = 0
  source.on('data', (chunk) => onBytes?.((total += chunk.length)))
  pipeline(source, gunzip, () => undefined)
  for await (const chunk of gunzip) yield chunk as Buffer
}

/** A failure to read a file, in plain words. */
export function explainFileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return new OrderFileError(`${path} does not exist. Check the path.`, { cause: error })
  if (code === 'EACCES') return new OrderFileError(`${path} may not be read by this user.`, { cause: error })
  if (code === 'EISDIR') return new OrderFileError(`${path} is a folder. Name a file.`, { cause: error })
  if (code?.startsWith('Z_')) {
    const message = `${path} is damaged gzip (${error.message}). Nothing was imported; fetch the file again.`
    return new OrderFileError(message, { cause: error })
  }
  return error
}

import { type Hex, bytesToHex, concat, hexToBytes } from 'viem'
import { readBase45, writeBase45 } from './base45.ts'

/** A payment a member signed, as the relay and a till's `/intent` take it. */
export interface SignedPayment {
  intent: { verb: 'Pay'; payload: Hex; signature: Hex }
  /** Key of the member's account, where it may still have to be made. */
  account?: { x: Hex; y: Hex }
}

/** What such a code begins and ends with; the end keeps a blank that scanners would drop. */
const BEGIN = 'OPENPOINTS1:'
const END = '.'
/** As much as the relay takes; more is no code of ours. */
const MOST_BYTES = 16 * 1024

export const isSignedCode = (text: string): boolean => text.trim().startsWith(BEGIN)

/** Text for a QR code: packed, in the letters such codes hold most densely. */
export async function writeSignedCode({ intent, account }: SignedPayment): Promise<string> {
  const { payload, signature } = intent
  const key: Hex = account === undefined ? '0x00' : concat(['0x01', account.x, account.y])
  const length: Hex = `0x${((payload.length - 2) / 2).toString(16).padStart(4, '0')}`
  const bytes = new Uint8Array(hexToBytes(concat([key, length, payload, signature])))
  return `${BEGIN}${writeBase45(await through(new CompressionStream('deflate-raw'), bytes))}${END}`
}

/** What a code says; undefined where it is none, or damaged. The relay checks what it is worth. */
export async function readSignedCode(text: string): Promise<SignedPayment | undefined> {
  const plain = text.trim()
  if (!plain.startsWith(BEGIN) || !plain.endsWith(END)) return undefined
  const packed = readBase45(plain.slice(BEGIN.length, -END.length))
  if (packed === undefined) return undefined
  try {
    return unpack(await through(new DecompressionStream('deflate-raw'), packed))
  } catch {
    // Half a code, or somebody else's.
    return undefined
  }
}

function unpack(bytes: Uint8Array): SignedPayment | undefined {
  const keyed = bytes[0] === 1
  const at = keyed ? 65 : 1
  const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  const end = at + 2 + length
  if ((bytes[0] ?? 2) > 1 || length === 0 || bytes.length <= end) return undefined
  const part = (from: number, to?: number): Hex => bytesToHex(bytes.subarray(from, to))
  const intent = { verb: 'Pay' as const, payload: part(at + 2, end), signature: part(end) }
  return keyed ? { intent, account: { x: part(1, 33), y: part(33, 65) } } : { intent }
}

/** A few bytes must not become many: what was scanned may be anybody's. */
async function through(
  change: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const part of readParts(new Blob([bytes]).stream().pipeThrough(change))) {
    size += part.length
    if (size > MOST_BYTES) throw new RangeError('The code is too long.')
    parts.push(part)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

/** By hand, since not every browser walks through a stream by itself. */
async function* readParts(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
